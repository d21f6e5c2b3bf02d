import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { decideAccess } from '../access/decide-access.service';
import { aGlassGrant, aSource, noon, savePatient } from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';

const mutation = `mutation ($id: ID!, $reason: String!) {
  breakGlass(patientId: $id, reason: $reason) { id reason expiresAt }
}`;
const reason = '昏迷送医，需查过敏史';
const hour = 3_600_000;

describeOnBothDatabases('a broken glass', (kind) => {
  let harness: PatientsHarness;
  const ask = (viewer: Viewer = clinician, id = 'patient-1', words = reason) =>
    harness.run(viewer, mutation, { id, reason: words });
  const open = (viewer: Viewer = clinician, id = 'patient-1') =>
    harness.run(viewer, 'query ($id: ID!) { patient(id: $id) { name phone } }', { id });
  const forward = (milliseconds: number) => {
    harness.clock.now = new Date(noon.getTime() + milliseconds);
  };
  const shut = { errors: [{ extensions: { code: 'FORBIDDEN', breakGlass: true } }] };
  const opened = { data: { patient: { name: '张建国', phone: '13800001234' } } };
  const save = (...rows: object[]) =>
    harness.database.transaction((manager) => manager.save(rows)).then(() => undefined);
  const decide = async (viewer = clinician, patientId = 'patient-1') => {
    const { process } = harness;
    const [decision] = await decideAccess(process, anIdentity(viewer), [patientId], 'READ_RECORD');
    return decision;
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await savePatient(manager, { id: 'patient-2' });
    });
  });
  afterAll(() => harness?.stop());

  it('leaves its reason in the log, with every access until it expires', async () => {
    await ask();
    await open();
    const common = { allowed: true, basis: 'BREAK_GLASS', reason, patientId: 'patient-1' };
    expect(await harness.events()).toMatchObject([
      { ...common, action: 'BREAK_GLASS', viewerSubject: clinician.subject },
      { ...common, action: 'READ_RECORD', viewerSubject: clinician.subject },
    ]);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 2 });
  });

  it('shows its reason to the auditor', async () => {
    await ask();
    const query = '{ accessLog(patientId: "patient-1") { nodes { action basis reason } } }';
    const { data } = await harness.run(auditor, query);
    expect(data).toMatchObject({
      accessLog: {
        nodes: [{ action: 'READ_ACCESS_LOG' }, { action: 'BREAK_GLASS', reason }],
      },
    });
  });

  it('marks what is found by search', async () => {
    await ask();
    await harness.run(clinician, '{ patients(search: "张建国") { nodes { name } } }');
    const searched = (await harness.events()).filter(({ action }) => action === 'SEARCH');
    expect(searched).toMatchObject([
      { patientId: 'patient-1', basis: 'BREAK_GLASS', reason },
      { patientId: 'patient-2', basis: null, reason: null },
    ]);
  });

  it('ends after four hours at once', async () => {
    await ask();
    forward(4 * hour - 1);
    expect(await open()).toEqual(opened);
    forward(4 * hour);
    expect(await open()).toMatchObject(shut);
    expect((await harness.events()).at(-1)).toMatchObject({ allowed: false, reason: 'no basis' });
  });

  it('ends at once for what was granted the moment before, in this part and in others', async () => {
    await save(aGlassGrant(clinician));
    forward(4 * hour - 1);
    const identity = anIdentity(clinician);
    const asked = ['patient-1'];
    const decisions = await decideAccess(harness.process, identity, asked, 'READ_RECORD');
    const openWithGrant = () => {
      const tokens = decisions.flatMap(({ grant }) => grant ?? []);
      const context = harness.subgraph.contextFor({ identity, grants: { tokens } });
      return harness.subgraph.execute('{ patient(id: "patient-1") { name phone } }', {}, context);
    };
    expect(await openWithGrant()).toEqual(opened);
    expect(await harness.events()).toHaveLength(1);
    forward(4 * hour);
    expect(await openWithGrant()).toMatchObject(shut);
    expect((await harness.events()).at(-1)).toMatchObject({ allowed: false, reason: 'no basis' });
  });

  it('goes on from a second time, with its reason', async () => {
    await ask();
    forward(3 * hour);
    const second = '仍昏迷，需复查用药记录';
    await ask(clinician, 'patient-1', second);
    expect(await open()).toEqual(opened);
    forward(5 * hour);
    expect(await open()).toEqual(opened);
    const read = (await harness.events()).filter(({ action }) => action === 'READ_RECORD');
    expect(read).toMatchObject([{ reason: second }, { reason: second }]);
  });

  it.each([
    ['another clinician of the institution', aViewer('CLINICIAN', undefined, { subject: 'other' })],
    ['the same person at another institution', { ...clinician, institutionId: 'people-hospital' }],
    ['a subject that differs in a space', { ...clinician, subject: `${clinician.subject} ` }],
  ])('opens nothing to %s', async (_title, viewer) => {
    await ask();
    expect(await open(viewer)).toMatchObject(shut);
  });

  it('opens nothing to the same person in a role that may not', async () => {
    await ask();
    const { errors } = await open({ ...clinician, roles: ['PHARMACIST'] });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: false } }]);
  });

  it('opens no other patient', async () => {
    await ask();
    expect(await open(clinician, 'patient-2')).toMatchObject(shut);
  });

  it('counts before own data', async () => {
    await save(aSource(), aGlassGrant(clinician));
    expect(await decide()).toMatchObject({ access: { basis: 'BREAK_GLASS' } });
  });

  it('counts after a referral', async () => {
    await save(aGlassGrant(clinician));
    harness.county.referrals.set('county-hospital', ['patient-1']);
    expect(await decide()).toMatchObject({ access: { basis: 'REFERRAL' } });
  });

  it('opens the record while referrals is down', async () => {
    harness.county.down.add('referrals');
    await save(aGlassGrant(clinician));
    expect(await decide()).toMatchObject({ access: { basis: 'BREAK_GLASS' } });
  });
});
