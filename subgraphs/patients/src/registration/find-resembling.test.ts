import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createFieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { PatientRow } from '../patient/patient.entity';
import { patientRow } from '../patient/patient-rows';
import { aPatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { findResembling } from './find-resembling';
import { PatientBlock } from './patient-block.entity';
import { blockRows } from './person-blocks';

const cipher = createFieldCipher(testKeys());
const rules = { rowsPerBlock: 5 };

describeOnBothDatabases('findResembling', (kind) => {
  let harness: PatientsHarness;
  const people = Array.from({ length: 800 }, (_, at) =>
    patientRow(
      cipher,
      aPatient({
        ...{ id: `patient-${at}`, name: `张${String.fromCodePoint(0x4e00 + (at % 400))}` },
        ...{ phone: String(13_900_000_000 + at), birthDate: `19${50 + (at % 40)}-01-02` },
      }),
    ),
  );
  const [first] = people;
  const keysOf = (row = first) => (row ? blockRows(row).map(({ key }) => key) : []);
  const find = (keys: readonly string[], phoneIndex: string | null) =>
    findResembling(harness.database.read, { keys, phoneIndex }, rules);

  beforeAll(async () => {
    harness = await startPatients(kind);
    const { database } = harness;
    await database.transaction(async (manager) => {
      await insertRows(manager, PatientRow, people);
      await insertRows(manager, PatientBlock, people.flatMap(blockRows));
      await manager.query(
        kind === 'sqlite' ? 'ANALYZE' : 'ANALYZE TABLE `patient`, `patient_block`',
      );
    });
  });
  afterAll(() => harness?.stop());

  it('walks an index for every block and for the phone', async () => {
    const ask = () => find(keysOf(), first?.phoneIndex ?? '');
    const [query, ...further] = await queriesOf(harness.database, ask);
    expect(further).toEqual([]);
    const steps = query ? await planOf(harness.database, query) : [];
    const reads = steps.filter((step) => /patient|^(ref|ALL|index|range|const|eq_ref) /.test(step));
    expect(reads.length).toBeGreaterThanOrEqual(keysOf().length + 1);
    expect(reads.filter((step) => /^(SCAN patient|ALL |index )/.test(step))).toEqual([]);
  });

  it('reads no deeper into a block than the rules say', async () => {
    const { ids } = await find(keysOf().slice(0, 1), null);
    expect(ids.length).toBeLessThanOrEqual(rules.rowsPerBlock);
    expect(ids).toContain(first?.id);
  });

  it('asks nothing where there is no block', async () => {
    expect(await queriesOf(harness.database, () => find([], null))).toEqual([]);
  });
});
