import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { coded, createAdviceClient, harmless, value } from '../testing/advice.client';
import {
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

describeOnBothDatabases('the advice a slip is submitted with', (kind) => {
  let desk: ReferralDesk;
  const { key, keptBy, reset, submit } = createAdviceClient(() => desk);
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => reset());

  it('stays with the slip as it was, for who reads the record', async () => {
    desk.advised.values = [value('718-7', 'g/L', 60)];
    const { referral } = await submit(['K92.2']);
    desk.advised.values = harmless;
    for (const viewer of [sender, doctor])
      expect(await keptBy(viewer, referral?.id)).toMatchObject({
        ...{ decision: 'FOLLOWED', matched: [{ id: 'gi-bleeding-up-severe' }] },
      });
    expect(await keptBy(receiver, referral?.id)).toBeNull();
    expect(await keptBy(doctor, referral?.id, { sensitive: false })).toBeNull();
    expect(await keptBy(doctor, referral?.id, { scope: 'OWN' })).toBeNull();
  });

  it('wants a reason where nothing speaks for the referral, and keeps that it was overridden', async () => {
    desk.advised.values = harmless;
    expect(await submit(['K92.2'])).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'reasonText' } },
      message: expect.stringContaining('血红蛋白<70 g/L'),
    });
    expect(await submit(['K92.2'], { reasonText: '  ' })).toMatchObject({ code: 'INVALID_INPUT' });
    const { referral } = await submit(['K92.2'], { reasonText: '患者要求内镜检查' });
    expect(await keptBy(sender, referral?.id)).toMatchObject({ decision: 'OVERRIDDEN' });
  });

  it('wants no reason where something is missing, nor where there is no rule', async () => {
    const { referral } = await submit(['K92.2']);
    expect(await keptBy(sender, referral?.id)).toMatchObject({ decision: 'OPEN' });
    const other = await submit(['M54.5'], { direction: 'LATERAL' });
    expect(await keptBy(sender, other.referral?.id)).toBeNull();
  });

  it('weighs the vital signs of the slip, which keeps them', async () => {
    const vitals = [{ code: '59408-5', value: 85, unit: '%' }];
    const { referral } = await submit(['J44.1'], { form: { vitals }, urgency: 'EMERGENCY' });
    expect(await keptBy(sender, referral?.id)).toMatchObject({ decision: 'FOLLOWED' });
    const query = `{ referral(id: "${referral?.id}") { form { vitals { code value unit } } } }`;
    const { data } = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    expect(data?.referral).toEqual({ form: { vitals } });
    const other = [{ code: '8480-6', value: 11, unit: 'kPa' }];
    expect(await submit(['K92.2'], { form: { vitals: other } })).toMatchObject({
      details: { field: 'form.vitals[0].unit' },
    });
  });

  it('holds up no slip where parts are down, and says what was not known', async () => {
    desk.down.add('results');
    const { referral } = await submit(['K92.2']);
    const kept = await keptBy(sender, referral?.id);
    expect(kept?.missing[1]).toContain('暂时无法查询');
  });

  it('asks nothing and wants nothing for an emergency', async () => {
    desk.advised.values = harmless;
    const { referral } = await submit(['K92.2'], { urgency: 'EMERGENCY' });
    expect(desk.advised.asked).toEqual([]);
    const kept = await keptBy(sender, referral?.id);
    expect(kept?.decision).toBe('OPEN');
    expect(kept?.missing[1]).toContain('急诊转诊，未查询');
  });

  it('looks into no record for an officer', async () => {
    desk.advised.values = harmless;
    const { referral } = await submit(['K92.2'], {}, senderOfficer);
    expect(desk.advised.asked).toEqual([]);
    expect((await keptBy(sender, referral?.id))?.missing[1]).toContain('转诊专员不查阅病历');
  });

  it('is not weighed again where the same slip comes twice', async () => {
    desk.advised.values = [value('718-7', 'g/L', 60)];
    const input = aSubmission(key(), { diagnoses: coded('K92.2') });
    const first = await desk.submit(sender, input);
    desk.advised.values = harmless;
    desk.advised.asked = [];
    const again = await desk.submit(sender, input);
    expect(again.referral?.id).toBe(first.referral?.id);
    expect(desk.advised.asked).toEqual([]);
    expect(await keptBy(sender, first.referral?.id)).toMatchObject({ decision: 'FOLLOWED' });
  });
});
