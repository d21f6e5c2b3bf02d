import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { anEncounter, aSource, savePatient } from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';

const query = `query ($first: Int, $after: String) { accessLog(patientId: "patient-1", first: $first, after: $after) {
  nodes { at viewerName institution { id } action allowed basis reason } pageInfo { hasNextPage endCursor }
} }`;

describeOnBothDatabases('accessLog', (kind) => {
  let harness: PatientsHarness;
  const stranger = aViewer('CLINICIAN', 'people-hospital');
  const read = async (viewer = auditor, variables = {}) => {
    const { data, errors } = await harness.run(viewer, query, variables);
    return {
      log: data?.accessLog as {
        nodes: object[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      },
      errors,
    };
  };
  const looks = [
    { action: 'READ_RECORD', allowed: false, basis: null, institution: { id: 'people-hospital' } },
    {
      action: 'READ_RECORD',
      allowed: true,
      basis: 'ENCOUNTER',
      institution: { id: 'county-hospital' },
    },
  ];

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(anEncounter());
    });
    for (const viewer of [clinician, stranger])
      await harness.run(viewer, '{ patient(id: "patient-1") { name } }');
  });
  afterAll(() => harness?.stop());

  it('shows an auditor of the leading institution allowed and refused looks, its own first', async () => {
    const { log, errors } = await read();
    expect(errors).toBeUndefined();
    expect(log.nodes).toMatchObject([{ action: 'READ_ACCESS_LOG', allowed: true }, ...looks]);
  });

  it('shows an auditor of a member what her institution did', async () => {
    const { log } = await read(aViewer('AUDITOR', 'people-hospital'));
    expect(log.nodes).toMatchObject([{ action: 'READ_ACCESS_LOG' }, looks[0] as object]);
    expect(log.nodes).toHaveLength(2);
  });

  it('shows who treats the patient every look', async () => {
    const { log } = await read(clinician);
    expect(log.nodes).toMatchObject([{ action: 'READ_ACCESS_LOG', basis: 'ENCOUNTER' }, ...looks]);
  });

  it('shows who has own data alone what her own institution did', async () => {
    await harness.database.transaction((manager) =>
      manager.save(aSource({ institutionId: 'people-hospital' })),
    );
    const { log } = await read(stranger);
    expect(log.nodes).toMatchObject([
      { action: 'READ_ACCESS_LOG', basis: 'OWN_DATA' },
      looks[0] as object,
    ]);
    expect(log.nodes).toHaveLength(2);
  });

  it('refuses a clinician without a basis, and records it', async () => {
    const { errors } = await read(stranger);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await harness.events()).at(-1)).toMatchObject({
      action: 'READ_ACCESS_LOG',
      allowed: false,
    });
  });

  it('refuses other roles, and records it', async () => {
    const { errors } = await read(aViewer('ADMIN'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await harness.events()).at(-1)).toMatchObject({
      action: 'READ_ACCESS_LOG',
      allowed: false,
    });
  });

  it('pages without losing or doubling an event', async () => {
    const first = (await read(auditor, { first: 2 })).log;
    const second = (await read(auditor, { first: 2, after: first.pageInfo.endCursor })).log;
    expect([...first.nodes.slice(1), ...second.nodes]).toMatchObject(looks);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});
