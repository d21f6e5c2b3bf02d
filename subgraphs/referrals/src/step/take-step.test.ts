import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aReferral } from '../testing/referral.factory';
import {
  aReturn,
  aSubmission,
  doctor,
  familyDoctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

describeOnBothDatabases('the steps of a referral', (kind) => {
  let desk: ReferralDesk;
  let made = 0;
  const submitted = async (overrides: object = {}) =>
    (await desk.submit(sender, aSubmission(`key-${made++}`, overrides))).referral?.id ?? '';
  const sentDown = async (overrides: object = {}) =>
    (await desk.submit(doctor, aReturn(`key-${made++}`, overrides))).referral?.id ?? '';
  const take = async (id: string, ...steps: string[]) => {
    for (const step of steps) {
      const { code, message } = await desk.step(receiver, step, id);
      expect([step, code, message]).toEqual([step, undefined, undefined]);
    }
    return id;
  };
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
  });

  it('lead up to the follow-up, each an event with who took it and where', async () => {
    const id = await submitted();
    await take(id, 'acceptReferral', 'recordArrival', 'startTreatment');
    await desk.step(doctor, 'completeReferral', id, '支架植入术后，病情平稳。');
    const { referral } = await desk.step(receiver, 'recordFollowUp', id, '电话随访，恢复良好。');
    expect(referral?.status).toBe('FOLLOWED_UP');
    const at = { at: '2026-06-01T09:00:00+08:00' };
    const there = { ...at, institution: { id: 'county-hospital' } };
    expect(referral?.events).toEqual([
      {
        ...{ ...at, institution: { id: 'township-dongpu' }, status: 'SUBMITTED' },
        ...{ by: sender.name, note: null },
      },
      { ...there, status: 'ACCEPTED', by: receiver.name, note: '已了解' },
      { ...there, status: 'ARRIVED', by: receiver.name, note: null },
      { ...there, status: 'IN_TREATMENT', by: receiver.name, note: null },
      { ...there, status: 'COMPLETED', by: doctor.name, note: '支架植入术后，病情平稳。' },
      { ...there, status: 'FOLLOWED_UP', by: receiver.name, note: '电话随访，恢复良好。' },
    ]);
  });

  it('say when the next one is due', async () => {
    const id = await submitted();
    const due = async (step: string) => (await desk.step(receiver, step, id)).referral?.dueAt;
    expect(await due('acceptReferral')).toBe('2026-06-08T09:00:00+08:00');
    expect(await due('recordArrival')).toBeNull();
    await desk.step(receiver, 'startTreatment', id);
    expect(await due('completeReferral')).toBe('2026-06-04T09:00:00+08:00');
    expect(await due('recordFollowUp')).toBeNull();
  });

  it('have no return slip due where one has come, and one again where it is declined', async () => {
    const id = await take(await submitted(), 'acceptReferral', 'recordArrival', 'startTreatment');
    const answer = await sentDown({ parentId: id });
    const { referral } = await desk.step(doctor, 'completeReferral', id);
    expect(referral?.dueAt).toBeNull();
    await desk.step(familyDoctor, 'declineReferral', answer);
    const query = `{ referral(id: "${id}") { dueAt } }`;
    const { data } = await desk.harness.run(doctor, query, {}, { 'patient-1': {} });
    expect(data?.referral).toEqual({ dueAt: '2026-06-04T09:00:00+08:00' });
  });

  it('accept an emergency afterwards, once, and leave it where it stands', async () => {
    const id = await submitted({ urgency: 'EMERGENCY' });
    await take(id, 'recordArrival');
    const { referral } = await desk.step(doctor, 'acceptReferral', id);
    expect(referral?.status).toBe('ARRIVED');
    expect(referral?.events).toMatchObject([
      ...[{ status: 'SUBMITTED' }, { status: 'IN_TRANSIT' }],
      ...[{ status: 'ARRIVED' }, { status: 'ACCEPTED' }],
    ]);
    const again = await desk.step(receiver, 'acceptReferral', id);
    expect(again).toMatchObject({ code: 'CONFLICT', details: { status: 'ARRIVED' } });
  });

  it('let the township meet whom it takes back, and close the slip so', async () => {
    const id = await sentDown();
    const accepted = await desk.step(familyDoctor, 'acceptReferral', id);
    expect(accepted.referral).toMatchObject({
      ...{ status: 'ACCEPTED', dueAt: '2026-06-08T09:00:00+08:00' },
    });
    const { referral } = await desk.step(familyDoctor, 'recordFollowUp', id);
    expect(referral).toMatchObject({ status: 'FOLLOWED_UP', dueAt: null });
  });

  it.each([
    ['declineReferral', 'recordArrival', 'DECLINED'],
    ['acceptReferral', 'declineReferral', 'ACCEPTED'],
    ['acceptReferral', 'completeReferral', 'ACCEPTED'],
  ])('do not follow where they do not lead on: after %s no %s', async (first, then, status) => {
    const id = await take(await submitted(), first);
    const { code, details, message } = await desk.step(receiver, then, id);
    expect({ code, status: details?.status }).toEqual({ code: 'CONFLICT', status });
    expect(message).toContain(status);
  });

  it('are withdrawn by the sender until the patient is there', async () => {
    const id = await take(await submitted(), 'acceptReferral');
    const { referral } = await desk.step(senderOfficer, 'cancelReferral', id, '患者改变主意');
    expect(referral).toMatchObject({ status: 'CANCELLED', dueAt: null });
    const arrived = await take(await submitted(), 'acceptReferral', 'recordArrival');
    const late = await desk.step(senderOfficer, 'cancelReferral', arrived);
    expect(late).toMatchObject({ code: 'CONFLICT', details: { status: 'ARRIVED' } });
  });

  it.each([
    ['acceptReferral', senderOfficer, 'the receiver of the referral'],
    ['recordArrival', senderOfficer, 'the receiver of the referral'],
    ['cancelReferral', receiver, 'the sender of the referral'],
    ['acceptReferral', doctor, 'the roles REFERRAL_OFFICER'],
    ['declineReferral', doctor, 'the roles REFERRAL_OFFICER'],
  ])('are not for everybody: %s', async (step, viewer, who) => {
    const id = await submitted();
    const { code, message } = await desk.step(viewer, step, id);
    expect({ code, message }).toEqual({ code: 'FORBIDDEN', message: `${step} is for ${who}.` });
  });

  it('tell nothing of a slip between others', async () => {
    const id = await submitted({ toInstitutionId: 'people-hospital' });
    const stranger = aViewer('REFERRAL_OFFICER', 'township-xiling');
    const hidden = await desk.step(stranger, 'acceptReferral', id);
    const none = await desk.step(stranger, 'acceptReferral', 'no-referral');
    expect([hidden.code, none.code]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(hidden.message?.replace(id, 'no-referral')).toBe(none.message);
  });

  it.each(['declineReferral', 'cancelReferral', 'completeReferral', 'recordFollowUp'])(
    '%s needs words',
    async (step) => {
      const { code } = await desk.step(receiver, step, await submitted(), ' ');
      expect(code).toBe('INVALID_INPUT');
    },
  );

  it('may be several of one operation', async () => {
    const id = await take(await submitted(), 'acceptReferral');
    const query = `mutation { one: recordArrival(id: "${id}") { status } two: startTreatment(id: "${id}") { status } }`;
    const { data } = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    expect(data).toEqual({ one: { status: 'ARRIVED' }, two: { status: 'IN_TREATMENT' } });
  });

  it('are taken once of fifty at once, accepted and declined among them', async () => {
    const id = await submitted();
    const steps = Array.from({ length: 50 }, (_, at) =>
      at % 2 === 0 ? 'acceptReferral' : 'declineReferral',
    );
    const outcomes = await Promise.all(steps.map((step) => desk.step(receiver, step, id)));
    expect(outcomes.filter(({ referral }) => referral)).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === 'CONFLICT')).toHaveLength(49);
    const { data } = await desk.harness.run(
      receiver,
      `{ referral(id: "${id}") { events { status } } }`,
      {},
      { 'patient-1': {} },
    );
    expect(data?.referral).toMatchObject({ events: { length: 2 } });
  });

  it('of a slip from before it was numbered so go on as any other', async () => {
    const row = aReferral({ id: `old-${kind}` });
    await desk.harness.database.transaction((manager) => manager.save(row));
    const { referral } = await desk.step(receiver, 'acceptReferral', row.id);
    expect(referral?.status).toBe('ACCEPTED');
  });
});
