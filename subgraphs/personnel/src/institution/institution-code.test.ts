import { describe, expect, it } from '@jest/globals';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { institutionCodeWarning } from './institution-code';

const valid = '48570001234132211A1001';
const creditCode = '12341322485700012B';
const of = (institutionCode: string | null, categoryCode: string | null = null) =>
  institutionCodeWarning({ institutionCode, categoryCode, creditCode });

describe('the warning on the code of a medical institution', () => {
  it.each([valid, '341322000132', null])('is none for %s', (code) => {
    expect(of(code)).toBeNull();
    expect(of(code, 'A100')).toBeNull();
  });

  it('is there for each organisation code that differs in one digit', () => {
    for (let place = 0; place < 9; place += 1)
      for (const digit of '0123456789X') {
        const code = valid.slice(0, place) + digit + valid.slice(place + 1);
        if (code !== valid) expect(of(code)).not.toBeNull();
      }
  });

  it.each([
    ['no code', '1234', 'neither 22 signs nor 12 digits'],
    ['a small one of a kind that is none', '341322000142', 'neither 22 signs nor 12 digits'],
    ['a management class that is none', '48570001234132211A1003', 'neither 22 signs'],
    ['a wrong check sign', '48570001334132211A1001', 'GB 11714'],
    ['another organisation', 'M000100Y434132211A1001', 'than in the credit code'],
  ])('says what is odd about %s', (_, code, said) => {
    expect(of(code)).toContain(said);
  });

  it('says where the category is another', () => {
    expect(of(valid, 'A210')).toContain('category');
  });

  it('stands beside the code and the category by name, which are shown as they are', async () => {
    const harness = await startPersonnel('sqlite', [
      anInstitution({ institutionCode: valid, creditCode, categoryCode: 'A100' }),
      anInstitution({ id: 'odd', institutionCode: '1234', categoryCode: 'Z999' }),
      anInstitution({ id: 'without' }),
    ]);
    const { data } = await harness.run(
      aViewer('CLINICIAN'),
      '{ institutions { nodes { institutionCode institutionCodeWarning institutionCategory { code name } } } }',
    );
    expect(data?.institutions).toEqual({
      nodes: [
        {
          ...{ institutionCode: valid, institutionCodeWarning: null },
          institutionCategory: { code: 'A100', name: '综合医院' },
        },
        {
          institutionCode: '1234',
          institutionCodeWarning: expect.stringContaining('22 signs'),
          institutionCategory: { code: 'Z999', name: null },
        },
        { institutionCode: null, institutionCodeWarning: null, institutionCategory: null },
      ],
    });
    await harness.stop();
  });
});
