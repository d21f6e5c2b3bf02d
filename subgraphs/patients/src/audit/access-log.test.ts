import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aContract, anEncounter, aSource, noon, savePatient } from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { describeEvent } from './describe-event';

const query = `query ($first: Int, $after: String) { accessLog(patientId: "patient-1", first: $first, after: $after) {
  nodes { at viewerName institution { id } action allowed basis reason circumstance } pageInfo { hasNextPage endCursor }
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
    expect(log.nodes).toMatchObject([
      { action: 'READ_ACCESS_LOG', reason: null },
      looks[0] as object,
    ]);
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

  it('shows the family doctor of her contract every look', async () => {
    await harness.database.transaction((manager) => manager.save(aContract()));
    const { log } = await read(aViewer('FAMILY_DOCTOR', 'township-dongpu'));
    expect(log.nodes).toMatchObject([
      { action: 'READ_ACCESS_LOG', basis: 'FAMILY_DOCTOR_CONTRACT' },
      ...looks,
    ]);
  });

  it('refuses a family doctor without a contract', async () => {
    const { errors } = await read(aViewer('FAMILY_DOCTOR', 'township-dongpu'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('shows an auditor outside the community what her own institution did', async () => {
    const { log } = await read(aViewer('AUDITOR', 'city-hospital'));
    expect(log.nodes).toMatchObject([{ action: 'READ_ACCESS_LOG', allowed: true }]);
    expect(log.nodes).toHaveLength(1);
  });

  it('refuses a clinician without a basis, and records it', async () => {
    const { errors } = await read(stranger);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await harness.events()).at(-1)).toMatchObject({
      action: 'READ_ACCESS_LOG',
      allowed: false,
    });
  });

  const readers = ['AUDITOR', 'CLINICIAN', 'FAMILY_DOCTOR'];
  it.each(roles.filter((role) => !readers.includes(role)))(
    'refuses the role %s, and records it',
    async (role) => {
      const { errors } = await read(aViewer(role));
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect((await harness.events()).at(-1)).toMatchObject({
        ...{ action: 'READ_ACCESS_LOG', allowed: false, patientId: 'patient-1' },
        reason: 'the role reads no access log',
      });
    },
  );

  it('tells what was special about a look', async () => {
    const facts = { action: 'READ_RECORD', allowed: true, basis: null, reason: null };
    const identity = anIdentity(clinician);
    await harness.process.chain.append(
      ['RESTRICTED', null].map((circumstance) =>
        describeEvent(identity, noon, { ...facts, patientId: 'patient-1', circumstance }),
      ),
    );
    const { log } = await read();
    expect(log.nodes.slice(1, 3)).toMatchObject([
      { circumstance: null },
      { circumstance: 'RESTRICTED' },
    ]);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('pages without losing or doubling an event', async () => {
    const first = (await read(auditor, { first: 2 })).log;
    const second = (await read(auditor, { first: 2, after: first.pageInfo.endCursor })).log;
    expect([...first.nodes.slice(1), ...second.nodes]).toMatchObject(looks);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});
