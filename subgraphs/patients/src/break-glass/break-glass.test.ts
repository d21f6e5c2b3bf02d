import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Role, roles, type Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aCondition, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { breakGlass } from './break-glass.service';
import { BreakGlassGrant } from './break-glass-grant.entity';

const mutation = `mutation ($id: ID!, $reason: String!) {
  breakGlass(patientId: $id, reason: $reason) { id reason expiresAt }
}`;
const reason = '昏迷送医，需查过敏史';

describeOnBothDatabases('breakGlass', (kind) => {
  let harness: PatientsHarness;
  const ask = (viewer: Viewer = clinician, id = 'patient-1', words = reason) =>
    harness.run(viewer, mutation, { id, reason: words });
  const open = (viewer: Viewer = clinician, id = 'patient-1') =>
    harness.run(viewer, 'query ($id: ID!) { patient(id: $id) { name phone } }', { id });
  const shut = { errors: [{ extensions: { code: 'FORBIDDEN', breakGlass: true } }] };
  const opened = { data: { patient: { name: '张建国', phone: '13800001234' } } };
  const grants = () => harness.database.read.find(BreakGlassGrant);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(aCondition({ sensitive: true }));
    });
  });
  afterAll(() => harness?.stop());

  it.each([['CLINICIAN'], ['FAMILY_DOCTOR']] as const)(
    'opens to a %s the record that was shut, numbers in full',
    async (role) => {
      const viewer = aViewer(role);
      expect(await open(viewer)).toMatchObject(shut);
      expect(await ask(viewer)).toEqual({
        data: {
          breakGlass: {
            ...{ id: expect.any(String), reason, expiresAt: '2026-03-04T16:00:00+08:00' },
          },
        },
      });
      expect(await open(viewer)).toEqual(opened);
    },
  );

  it('shows the patient in its own answer, sensitive items too', async () => {
    const { data } = await harness.run(
      clinician,
      `mutation { breakGlass(patientId: "patient-1", reason: "${reason}") {
        patient { name conditions { nodes { id } } } } }`,
    );
    const patient = { name: '张建国', conditions: { nodes: [{ id: 'condition-1' }] } };
    expect(data).toEqual({ breakGlass: { patient } });
  });

  it.each([['too short'], ['x'.repeat(501)]])(
    'refuses a reason that says too little or too much',
    async (words) => {
      expect(await ask(clinician, 'patient-1', words)).toMatchObject({
        errors: [{ extensions: { code: 'INVALID_INPUT', field: 'reason' } }],
      });
      expect(await grants()).toEqual([]);
    },
  );

  const others = roles.filter((role) => !['CLINICIAN', 'FAMILY_DOCTOR'].includes(role));
  const refusals: [string, Role, string, string, string][] = [
    ...others.map((role): [string, Role, string, string, string] => [
      ...([`the role ${role}`, role, 'county-hospital', 'patient-1'] as const),
      'the role breaks no glass',
    ]),
    [
      ...(['an institution outside the community', 'CLINICIAN', 'city-hospital'] as const),
      ...(['patient-1', 'outside the community'] as const),
    ],
    [
      ...(['an id that nobody has', 'CLINICIAN', 'county-hospital', 'nobody'] as const),
      'no such patient',
    ],
  ];
  it.each(refusals)(
    'refuses %s in the same words, and records why',
    async (_title, role, at, id, why) => {
      const { errors } = await ask(aViewer(role, at), id);
      expect(errors).toMatchObject([
        {
          message: `No basis to open the record of patient ${id}. Record an encounter or ask the institution that treats the patient.`,
          extensions: { code: 'FORBIDDEN', patientId: id, breakGlass: false },
        },
      ]);
      expect(await harness.events()).toMatchObject([
        { action: 'BREAK_GLASS', allowed: false, basis: null, reason: why, patientId: id },
      ]);
      expect(await grants()).toEqual([]);
    },
  );

  it('is offered by a refusal to those alone whose role may', async () => {
    for (const role of roles) {
      const { errors } = await open(aViewer(role), 'nobody');
      const breakGlass = !others.includes(role);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass } }]);
    }
  });

  it('is not offered outside the community', async () => {
    const { errors } = await open(aViewer('CLINICIAN', 'city-hospital'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: false } }]);
  });

  it('is offered where it cannot be told who is outside', async () => {
    const fresh = await startPatients(kind);
    fresh.county.down.add('personnel');
    const { errors } = await fresh.run(clinician, '{ patient(id: "patient-1") { id } }');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: true } }]);
    await fresh.stop();
  });

  it('says so where it cannot tell who is outside, and records it', async () => {
    const fresh = await startPatients(kind);
    await fresh.database.transaction((manager) => savePatient(manager));
    fresh.county.down.add('personnel');
    const { errors } = await fresh.run(clinician, mutation, { id: 'patient-1', reason });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'personnel' } }]);
    expect(await fresh.events()).toMatchObject([{ action: 'BREAK_GLASS', allowed: false }]);
    await fresh.stop();
  });

  it('opens nothing where its event cannot be written', async () => {
    const { process } = harness;
    const appendWithin = () => Promise.reject(new Error('disk full'));
    const request = { identity: anIdentity(clinician), grants: { tokens: [] } };
    const context = Object.assign(Object.create(harness.subgraph.contextFor(request)), {
      chain: { ...process.chain, appendWithin },
    });
    await expect(breakGlass(context, 'patient-1', reason)).rejects.toThrow('disk full');
    expect(await grants()).toEqual([]);
  });

  it('keeps the event of each of twenty at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(await grants()).toHaveLength(20);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 20 });
  });
});
