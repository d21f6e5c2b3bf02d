import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  doctor,
  type Outcome,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const other = aViewer('REPORTER', 'imaging-center', { subject: 'other-reader', name: '另一医师' });

describeOnBothDatabases('a diagnostic request', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let id = '';
  let made = 0;
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    results.county.access.set('patient-1', {});
    id = (await requested(client, `end-${made++}`)).id;
  });
  const refusal = async (outcome: Promise<Outcome>) => {
    const [error] = (await outcome).errors ?? [];
    return `${error?.extensions?.code} ${error?.message}`;
  };

  it('goes back to its sender with the reason', async () => {
    const { request } = await client.reject(id, ' 图像有运动伪影，请重做 ');
    const sentBack = { status: 'REJECTED', rejectionReason: '图像有运动伪影，请重做' };
    expect(request).toMatchObject({ ...sentBack, endedAt: '2026-03-04T10:00:00+08:00' });
    const { nodes } = await client.list(doctor, '(status: REJECTED, first: 100)');
    expect(nodes.find((one) => one.id === id)).toMatchObject(sentBack);
  });

  it('keeps who read it when it is sent back', async () => {
    await client.claim(id);
    const { request } = await client.reject(id, '图像不全');
    expect(request).toMatchObject({ claimedBy: { id: 'reader-1' }, claimedUntil: null });
  });

  it('is not sent back while another reader holds it', async () => {
    await client.claim(id);
    expect(await refusal(client.reject(id, '图像不全', other))).toContain(
      'is claimed by A REPORTER of imaging-center until 2026-03-04T10:30:00+08:00',
    );
    results.clock.now = new Date('2026-03-04T10:30:00+08:00');
    const { request } = await client.reject(id, '图像不全', other);
    expect(request).toMatchObject({ status: 'REJECTED', claimedBy: null });
  });

  it('is rejected once, by whom it may, whoever tries at once', async () => {
    const reasons = Array.from({ length: 10 }, (_, number) => `原因${number}`);
    const outcomes = await Promise.all(reasons.map((reason) => client.reject(id, reason)));
    expect(outcomes.filter(({ request }) => request)).toHaveLength(1);
  });

  it('is either rejected or cancelled where both come at once', async () => {
    const [rejected, cancelled] = await Promise.all([
      client.reject(id, '图像不全'),
      client.cancel(id, '患者转走'),
    ]);
    expect([rejected.request, cancelled.request].filter(Boolean)).toHaveLength(1);
  });

  it('is the same rejection where it comes again', async () => {
    const first = await client.reject(id, '图像不全');
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    expect(await client.reject(id, '图像不全')).toEqual(first);
    expect(await refusal(client.reject(id, '别的原因'))).toContain('CONFLICT');
  });

  it('is withdrawn by its sender, claimed or not', async () => {
    await client.claim(id);
    const { request } = await client.cancel(id, '患者转走');
    const cancelled = { status: 'CANCELLED', cancellationReason: '患者转走', claimedUntil: null };
    expect(request).toMatchObject({ ...cancelled, endedAt: '2026-03-04T10:00:00+08:00' });
    expect((await client.cancel(id, '患者转走')).request).toEqual(request);
    expect(await refusal(client.cancel(id, '别的原因'))).toContain('CONFLICT');
  });

  it('is not withdrawn once it was sent back', async () => {
    await client.reject(id, '图像不全');
    expect(await refusal(client.cancel(id, '患者转走'))).toContain(`is REJECTED`);
  });

  it.each(['', '  ', '长'.repeat(501)])('needs a reason to end, and not %j', async (reason) => {
    expect(await refusal(client.reject(id, reason))).toContain('INVALID_INPUT reason: ');
    expect(await refusal(client.cancel(id, reason))).toContain('INVALID_INPUT reason: ');
    expect((await client.claim(id)).request?.status).toBe('CLAIMED');
  });

  it('is ended by nobody else, refused in the words for an id that is none', async () => {
    const words = async (outcome: Promise<Outcome>) => (await refusal(outcome)).replace(id, 'ID');
    const none = (await refusal(client.reject('nothing', '图像不全'))).replace('nothing', 'ID');
    expect(none).toContain('FORBIDDEN');
    const [lab, xiling] = [
      aViewer('REPORTER', 'lab-center'),
      aViewer('CLINICIAN', 'township-xiling'),
    ];
    expect(await words(client.reject(id, '图像不全', lab))).toBe(none);
    expect(await words(client.cancel(id, '图像不全', xiling))).toBe(none);
    expect(await words(client.cancel(id, '图像不全', aViewer('CLINICIAN', 'imaging-center')))).toBe(
      none,
    );
    results.county.access.delete('patient-1');
    expect(await words(client.reject(id, '图像不全'))).toBe(none);
    expect(await words(client.cancel(id, '图像不全'))).toBe(none);
  });

  it('is rejected by reporters and withdrawn by clinicians alone', async () => {
    expect(await refusal(client.reject(id, '图像不全', doctor))).toContain('FORBIDDEN');
    expect(await refusal(client.cancel(id, '图像不全', reader))).toContain('FORBIDDEN');
  });
});
