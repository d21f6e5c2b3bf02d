import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { recordReports } from './record';
import { fakeGraph } from './testing/door-fixture';
import { msh, parsed, pid } from './testing/messages';

const viewer = { subject: 'hl7', name: 'LIS', institutionId: 'x', roles: [], scopes: [] };
const sending = {
  sender: { institutionId: 'lab-center', name: 'LIS' },
  institutionOf: (names: readonly string[]) =>
    names.includes('XL') ? 'township-xiling' : undefined,
};
const count = [
  'OBR|1||F100|CBC^血常规^L|||202611210800|||||||||||||||202611210915|||F',
  'OBX|1|NM|WBC^白细胞||5.6|10*9/L|3.5-9.5|N|||F',
];
const ordered = (facility: string) => ['ORC', 'RE', ...Array(18).fill(''), '', facility].join('|');
const visit = (department: string) => `PV1|1|I|${department}`;

describe('who ordered a test', () => {
  const inputs = async (...segments: readonly string[]) => {
    const graph = fakeGraph();
    const logger = createLogger('hl7', 'silent');
    const message = parsed(msh(), pid(), ...segments);
    await recordReports({ run: graph.run, logger }, message, sending, viewer);
    return graph.calls.map(({ variables }) => variables.input);
  };

  it.each(['XL^西岭镇卫生院', '西岭^^XL', '西岭^^^^^^^^^XL'])(
    'is the facility of ORC-21 %s and the point of care of PV1-3',
    async (facility) => {
      const [input] = await inputs(visit('心内科^12^1'), ordered(facility), ...count);
      expect(input).toMatchObject({
        ...{ orderingInstitutionId: 'township-xiling', orderingDepartment: '心内科' },
      });
    },
  );

  it('is left out where the table does not know the facility', async () => {
    const [input] = await inputs(ordered('西岭'), ...count);
    expect(input).not.toHaveProperty('orderingInstitutionId');
    expect(input).not.toHaveProperty('orderingDepartment');
  });

  it('is not the visit of the patient before', async () => {
    const found = await inputs(visit('心内科'), ...count, pid('李四'), ...count);
    expect(found[0]).toHaveProperty('orderingDepartment', '心内科');
    expect(found[1]).not.toHaveProperty('orderingDepartment');
  });

  it('has no longer name than an alarm carries', async () => {
    const [input] = await inputs(visit('科'.repeat(120)), ...count);
    expect(input).toHaveProperty('orderingDepartment', '科'.repeat(100));
  });
});
