import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { card, type RegisterArguments, registerPerson } from '../testing/registering';

describeOnBothDatabases('a record of which a part cannot be read', (kind) => {
  let harness: PatientsHarness;
  const register = (...asked: RegisterArguments) => registerPerson(harness, ...asked);
  const damage = (table: string, column: string) =>
    harness.database.transaction((manager) =>
      manager.query(`UPDATE \`${table}\` SET \`${column}\` = 'damaged'`),
    );

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(() => harness.clear());
  afterAll(() => harness?.stop());

  it('links while it is whole', async () => {
    const first = await register({}, [card('HC1')]);
    expect(await register({})).toMatchObject({ outcome: 'MATCHED', patient: first.patient });
  });

  it.each([
    ['patient', 'sealedPhone'],
    ['patient_identifier', 'sealed'],
  ])(
    'is a candidate at most, and keeps nobody from being registered: %s.%s',
    async (table, column) => {
      const first = await register({}, [card('HC1')]);
      await damage(table, column);
      expect(await register({})).toMatchObject({
        outcome: 'POSSIBLE_DUPLICATE',
        candidates: [{ other: first.patient }],
      });
    },
  );
});
