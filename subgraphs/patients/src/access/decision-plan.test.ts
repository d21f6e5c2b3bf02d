import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity } from '@lianyi/shared/testing/test-subgraph';
import { Encounter } from '../encounter/encounter.entity';
import { anEncounter, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { decideAccess } from './decide-access.service';

const visits = 2000;

describeOnBothDatabases('a decision at an institution with many visits', (kind) => {
  let harness: PatientsHarness;
  beforeAll(async () => {
    harness = await startPatients(kind);
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      const rows = Array.from({ length: visits }, (_, at) =>
        anEncounter({ id: `visit-${at}`, patientId: `patient-${at + 1}` }),
      );
      await insertRows(manager, Encounter, rows);
    });
    // The engine's estimates are those of these rows, not of an empty table.
    await harness.database.transaction((manager) =>
      manager.query(kind === 'sqlite' ? 'ANALYZE' : 'ANALYZE TABLE `encounter`'),
    );
  });
  afterAll(() => harness?.stop());

  it('looks at the visits of the patient alone', async () => {
    const [query] = await queriesOf(harness.database, () =>
      decideAccess(harness.process, anIdentity(clinician), ['patient-1'], 'READ_RECORD'),
    );
    if (!query) throw new Error('nothing was asked');
    const plan = await planOf(harness.database, query);
    if (kind === 'sqlite')
      expect(plan).toContainEqual(
        expect.stringMatching(
          /^SEARCH b USING (COVERING )?INDEX \S+ \(patientId=\? AND institutionId=\?/,
        ),
      );
    for (const step of plan) expect(step).not.toMatch(/\(institutionId=\?\)$/);
    const rows = plan.map((step) =>
      Number(/^(?:ref|range|ALL|index) \S+ (\d+)/.exec(step)?.[1] ?? 0),
    );
    expect(Math.max(0, ...rows)).toBeLessThan(visits / 4);
  });
});
