import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aConsultation, consultationClient, severalAsked } from '../testing/consultation.client';
import { doctor, openReferralDesk, type ReferralDesk, sender } from '../testing/referral-desk';

const people = aViewer('CLINICIAN', 'people-hospital');
const start = new Date('2026-06-01T01:00:00Z');
const cancelling = ', reason: "患者已离院"';

describeOnBothDatabases('the steps of a consultation', (kind) => {
  let desk: ReferralDesk;
  const client = consultationClient(() => desk);
  let made = 0;
  const asked = async (overrides: object = {}) => {
    made += 1;
    return (await client.request(aConsultation(`step-${made}`, overrides))).made?.id ?? '';
  };
  const stepsOf = async (id: string) => {
    const { made: seen } = await client.seen(sender, id);
    return ((seen?.answers ?? []) as { step: string }[]).map(({ step }) => step);
  };
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  beforeEach(() => {
    desk.clock.now = start;
  });
  afterAll(() => desk?.stop());

  it('end the basis of who declines at once, and of the others some days after the end', async () => {
    const id = await asked(severalAsked);
    expect(await client.basisOf('people-hospital')).toEqual(['patient-1']);
    const declined = await client.step(people, 'declineConsultation', id, ', reason: "无此专科"');
    expect(declined.made).toBe(true);
    expect(await client.basisOf('people-hospital')).toEqual([]);
    expect((await client.seen(people, id)).refusal).toMatchObject({ code: 'FORBIDDEN' });
    await client.answer(doctor, id, '意见');
    await client.step(sender, 'closeConsultation', id);
    desk.clock.now = new Date('2026-07-01T15:59:59.999Z');
    expect(await client.basisOf('county-hospital')).toEqual(['patient-1']);
    desk.clock.now = new Date('2026-07-01T16:00:00.000Z');
    expect(await client.basisOf('county-hospital')).toEqual([]);
  });

  it('are the asker’s or the invited’s, each in its order', async () => {
    const id = await asked();
    const code = async (...step: Parameters<typeof client.step>) =>
      (await client.step(...step)).refusal?.code;
    expect(await code(sender, 'acceptConsultation', id)).toBe('FORBIDDEN');
    expect(await code(doctor, 'closeConsultation', id)).toBe('FORBIDDEN');
    expect(await code(doctor, 'cancelConsultation', id, cancelling)).toBe('FORBIDDEN');
    expect(await code(sender, 'closeConsultation', id)).toBe('CONFLICT');
    expect(await code(doctor, 'answerConsultation', id, ', opinion: " "')).toBe('INVALID_INPUT');
    await client.answer(doctor, id, '第一次答复');
    expect(await code(doctor, 'acceptConsultation', id)).toBe('CONFLICT');
    expect(await code(doctor, 'declineConsultation', id, ', reason: "改变主意"')).toBe('CONFLICT');
    expect(await code(sender, 'cancelConsultation', id, cancelling)).toBe('CONFLICT');
    const { refusal } = await client.answer(doctor, id, '第二次答复');
    expect(refusal).toMatchObject({ code: 'CONFLICT', invitation: 'ANSWERED' });
    expect((await client.seen(sender, id)).made).toMatchObject({
      invitations: [{ opinion: '第一次答复' }],
    });
    await client.step(sender, 'closeConsultation', id);
    expect(await code(sender, 'closeConsultation', id)).toBe('CONFLICT');
    expect(await stepsOf(id)).toEqual(['REQUEST', 'ANSWER', 'CLOSE']);
  });

  it('are taken once by one of many who answer at once', async () => {
    const id = await asked();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => client.answer(doctor, id, `意见${at}`)),
    );
    const taken = answers.filter(({ refusal }) => refusal === undefined);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ refusal }) => refusal?.code === 'CONFLICT')).toHaveLength(11);
    expect(await stepsOf(id)).toEqual(['REQUEST', 'ANSWER']);
  });

  it('lose no answer to a cancellation at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => asked(severalAsked)));
    for (const id of ids) {
      const [one, other, cancelled] = await Promise.all([
        client.answer(doctor, id, '意见一'),
        client.answer(people, id, '意见二'),
        client.step(sender, 'cancelConsultation', id, cancelling),
      ]);
      const answered = [one, other].filter(({ refusal }) => refusal === undefined).length;
      const ended = cancelled.refusal === undefined;
      expect([answered, ended]).toEqual(ended ? [0, true] : [2, false]);
      const steps = await stepsOf(id);
      expect(steps.filter((step) => step === 'ANSWER')).toHaveLength(answered);
      expect(steps.includes('CANCEL')).toBe(ended);
    }
  });
});
