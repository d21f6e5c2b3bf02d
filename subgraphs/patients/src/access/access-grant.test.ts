import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aGrant, anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { anEncounter, noon, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { decideAccess } from './decide-access.service';

const yesterday = new Date(noon.getTime() - 24 * 3600 * 1000);

describeOnBothDatabases('a decision', (kind) => {
  let harness: PatientsHarness;

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(anEncounter());
    });
  });
  afterAll(() => harness?.stop());

  it('records each decision once, allowed or not, with who asked and why it was refused', async () => {
    await decideAccess(
      harness.process,
      anIdentity(clinician),
      ['patient-1', 'nobody'],
      'READ_RECORD',
    );
    const common = {
      ...{ action: 'READ_RECORD', viewerSubject: clinician.subject, viewerName: clinician.name },
      ...{ institutionId: 'county-hospital', viewerRoles: 'CLINICIAN', traceId: 'trace-of-a-test' },
    };
    expect(await harness.events()).toMatchObject([
      {
        ...common,
        seq: 1,
        patientId: 'patient-1',
        allowed: true,
        basis: 'ENCOUNTER',
        reason: null,
      },
      { ...common, seq: 2, patientId: 'nobody', allowed: false, basis: null, reason: 'no basis' },
    ]);
  });

  it('answers nothing where the event cannot be written', async () => {
    const failing = { ...harness.process, chain: { ...harness.process.chain, append } };
    const decided = decideAccess(failing, anIdentity(clinician), ['patient-1'], 'READ_RECORD');
    await expect(decided).rejects.toThrow(Unavailable);
  });
  const append = () => Promise.reject(new Unavailable('the access log'));

  it('writes one event for one operation however many fields and fetches ask', async () => {
    await harness.run(
      clinician,
      '{ patient(id: "patient-1") { name allergies { reaction } encounters { nodes { id } } } }',
    );
    expect(await harness.events()).toHaveLength(1);
  });

  it('opens nothing and records nothing more where a grant came along', async () => {
    const opened = await harness.run(
      clinician,
      '{ patient(id: "patient-1") { name } }',
      {},
      (identity) => [aGrant(identity, { patientId: 'patient-1' }, { now: noon })],
    );
    expect(opened.data).toEqual({ patient: { name: '张建国' } });
    expect(await harness.events()).toEqual([]);
  });

  /** Without a basis of her own: only a grant could open the record. */
  const stranger = aViewer('CLINICIAN', 'people-hospital');
  const openWith = async (grantOf: (identity: RequestIdentity) => string) => {
    const query = '{ patient(id: "patient-1") { name } }';
    return harness.run(stranger, query, {}, (identity) => [grantOf(identity)]);
  };
  const refused = { errors: [{ extensions: { code: 'FORBIDDEN' } }] };

  it('takes a grant that is its own', async () => {
    const answer = await openWith((identity) =>
      aGrant(identity, { patientId: 'patient-1' }, { now: noon }),
    );
    expect(answer).toEqual({ data: { patient: { name: '张建国' } } });
  });

  it.each([
    ['of another request', {}, { requestId: 'another' }],
    ['of another viewer', {}, { viewer: clinician }],
    ['of the viewer in another role', {}, { viewer: aViewer('PHARMACIST', 'people-hospital') }],
    ['for another action', { action: 'POST_REPORT' as const }, {}],
    ['that has expired', { now: yesterday }, {}],
  ])('takes no grant %s', async (_title, options, change) => {
    const answer = await openWith((identity) =>
      aGrant({ ...identity, ...change }, { patientId: 'patient-1' }, { now: noon, ...options }),
    );
    expect(answer).toMatchObject(refused);
  });

  it('takes no grant for another patient', async () => {
    const answer = await openWith((identity) =>
      aGrant(identity, { patientId: 'other' }, { now: noon }),
    );
    expect(answer).toMatchObject(refused);
  });

  it('takes no grant whose content was changed', async () => {
    const answer = await openWith((identity) => {
      const grant = aGrant(identity, { patientId: 'other' }, { now: noon });
      const [body = '', mac = ''] = grant.split('.');
      const claims = Buffer.from(body, 'base64url').toString().replace('other', 'patient-1');
      return `${Buffer.from(claims).toString('base64url')}.${mac}`;
    });
    expect(answer).toMatchObject(refused);
  });
});
