import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anEncounter, savePatient } from '../testing/patients.factory';
import {
  clinician,
  entities,
  entityQuery,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';

const fields = `id name birthDate phone identifiers { value } allergies { reaction }
  conditions { nodes { id } } encounters { nodes { id } } familyDoctorContract { id }`;

describeOnBothDatabases('patients asked for as entities', (kind) => {
  let harness: PatientsHarness;

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save([
        anEncounter(),
        anEncounter({ id: 'encounter-2', institutionId: 'people-hospital' }),
      ]);
    });
  });
  afterAll(() => harness?.stop());

  it('asks about many patients in as many statements as about one', async () => {
    await harness.database.transaction(async (manager) => {
      for (let at = 2; at <= 40; at += 1) {
        await savePatient(manager, { id: `patient-${at}` });
        await manager.save(anEncounter({ id: `encounter-of-${at}`, patientId: `patient-${at}` }));
      }
    });
    const count = async (...ids: string[]) => {
      harness.statements.length = 0;
      const { data, errors } = await harness.run(clinician, entityQuery(fields), entities(...ids));
      expect(errors).toBeUndefined();
      expect(data?._entities).toHaveLength(ids.length);
      return harness.statements.length;
    };
    await count('patient-1');
    const one = await count('patient-1');
    const many = await count(...Array.from({ length: 40 }, (_, at) => `patient-${at + 1}`));
    expect(many).toBe(one);
  });

  it('answers the entities it may and refuses the others one by one', async () => {
    const { data, errors } = await harness.run(
      clinician,
      entityQuery('name'),
      entities('patient-1', 'nobody'),
    );
    expect(data).toEqual({ _entities: [{ name: '张建国' }, null] });
    expect(errors).toMatchObject([{ path: ['_entities', 1], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('pages encounters without losing or doubling one', async () => {
    const page = async (after: string | null) => {
      const { data } = await harness.run(
        clinician,
        'query ($after: String) { patient(id: "patient-1") { encounters(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }',
        { after },
      );
      return (
        data as { patient: { encounters: { nodes: object[]; pageInfo: { endCursor: string } } } }
      ).patient.encounters;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([...first.nodes, ...second.nodes]).toEqual([
      { id: 'encounter-1' },
      { id: 'encounter-2' },
    ]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false });
  });
});
