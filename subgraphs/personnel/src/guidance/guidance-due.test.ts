import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { guidedCounty } from '../testing/guided-county';
import { startPersonnel } from '../testing/personnel.harness';

const lead = aViewer('PERSONNEL_MANAGER');
const township = aViewer('PERSONNEL_MANAGER', 'township-dongpu');

/** The clock stands at noon of 1 June 2026, a Monday. */
describeOnBothDatabases('guidance that is due', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, guidedCounty());
  });
  afterAll(() => harness?.stop());

  const asked = async (field: string, viewer = lead) => {
    const { data, errors } = await harness.run(viewer, `{ found: ${field} }`);
    expect(errors).toBeUndefined();
    return { found: data?.found as Record<string, unknown>[] };
  };

  it('lists what is due before its time is over, next due first', async () => {
    const { found } = await asked(
      'guidanceDue(on: "2026-03-30", institutionId: "township-dongpu") { kind start dueBy required done doneOnceConfirmed }',
    );
    expect(found.slice(0, 3)).toEqual([
      {
        ...{ kind: 'TEACHING_ROUND', start: '2026-03-01', dueBy: '2026-03-31' },
        ...{ required: 1, done: 0, doneOnceConfirmed: 1 },
      },
      expect.objectContaining({ kind: 'OUTPATIENT_SESSION', dueBy: '2026-03-31' }),
      expect.objectContaining({ kind: 'CIRCUIT_CLINIC', doneOnceConfirmed: 0 }),
    ]);
    expect(found.slice(3).map(({ kind: what, dueBy }) => `${what} ${dueBy}`)).toEqual([
      ...['RECORD_REVIEW 2026-06-30', 'SURGICAL_DEMONSTRATION 2026-12-31'],
      ...['CASE_DISCUSSION 2026-12-31', 'TECHNIQUE 2026-12-31'],
    ]);
  });

  it('lists what is due this month, as it stood on the day', async () => {
    const due = async (on: string) =>
      (
        await asked(
          `guidanceDue(on: "${on}", by: "2026-01-31", institutionId: "township-dongpu") { kind }`,
        )
      ).found.map((one) => one.kind);
    expect(await due('2026-01-30')).toContain('TEACHING_ROUND');
    expect(await due('2026-01-31')).toEqual(['OUTPATIENT_SESSION', 'CIRCUIT_CLINIC']);
  });

  it('is of today where no day is named: a week that has begun is due on Sunday', async () => {
    const { found } = await asked(
      'guidanceDue(by: "2026-06-07") { institution { id } kind dueBy }',
      township,
    );
    expect(found).toEqual([
      {
        ...{ institution: { id: 'village-dongpu-1' }, kind: 'VILLAGE_VISIT' },
        dueBy: '2026-06-07',
      },
    ]);
  });
});
