import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { ReferralStatus } from '../referral/referral.entity';
import { aReferral } from '../testing/referral.factory';
import {
  aReturn,
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';

const rows = [
  aReferral({ id: 'up', status: ReferralStatus.IN_TREATMENT }),
  aReferral({ id: 'waiting' }),
  aReferral({ id: 'elsewhere', toInstitutionId: 'people-hospital' }),
  aReferral({ id: 'of another', patientId: 'patient-2', status: ReferralStatus.COMPLETED }),
];

describeOnBothDatabases('submitReferral', (kind) => {
  let desk: ReferralDesk;
  let made = 0;
  const key = () => `key-${made++}`;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
    desk.down.clear();
  });

  const countOf = async (table: string) => {
    const [{ count } = { count: 0 }]: { count: number }[] = await desk.harness.database.read.query(
      `SELECT COUNT(*) AS count FROM \`${table}\``,
    );
    return Number(count);
  };

  it('stores a slip with its number, its first step and its time for an answer', async () => {
    const { referral } = await desk.submit(sender, aSubmission(key()));
    expect(referral).toMatchObject({
      ...{ direction: 'UP', status: 'SUBMITTED', urgency: 'ROUTINE', reasonCode: 'U03' },
      number: expect.stringMatching(/^ZZ20260601\d{3}$/),
      // A Monday: by the same time of Tuesday.
      dueAt: '2026-06-02T09:00:00+08:00',
      events: [
        {
          ...{ status: 'SUBMITTED', by: sender.name, note: null },
          ...{ at: '2026-06-01T09:00:00+08:00', institution: { id: 'township-dongpu' } },
        },
      ],
    });
  });

  it('lets an urgent one wait two hours, a routine one of Friday until Monday', async () => {
    const urgent = await desk.submit(sender, aSubmission(key(), { urgency: 'URGENT' }));
    expect(urgent.referral?.dueAt).toBe('2026-06-01T11:00:00+08:00');
    desk.clock.now = new Date('2026-05-29T03:00:00Z');
    const friday = await desk.submit(sender, aSubmission(key()));
    expect(friday.referral?.dueAt).toBe('2026-06-01T11:00:00+08:00');
  });

  it('has an emergency on its way at once, due to be accepted now', async () => {
    const { referral } = await desk.submit(sender, aSubmission(key(), { urgency: 'EMERGENCY' }));
    expect(referral).toMatchObject({ status: 'IN_TRANSIT', dueAt: '2026-06-01T09:00:00+08:00' });
    expect(referral?.events).toMatchObject([{ status: 'SUBMITTED' }, { status: 'IN_TRANSIT' }]);
  });

  it('is one referral for one key, however often it comes', async () => {
    const input = aSubmission(key(), { form: { treatment: '口服药物', consent: true } });
    const first = await desk.submit(sender, input);
    const before = [await countOf('referral'), await countOf('referral_event')];
    const again = await desk.submit(sender, {
      ...input,
      form: { consent: true, treatment: '口服药物', companion: null },
    });
    expect(again.referral).toEqual(first.referral);
    expect([await countOf('referral'), await countOf('referral_event')]).toEqual(before);
  });

  it('refuses the same key with other content, and takes it from another institution', async () => {
    const input = aSubmission(key());
    const { referral } = await desk.submit(sender, input);
    const changed = await desk.submit(sender, { ...input, summary: '另一份。' });
    expect(changed).toMatchObject({ code: 'CONFLICT', details: { referralId: referral?.id } });
    const other = await desk.submit(doctor, aReturn(input.idempotencyKey));
    expect(other.referral?.id).not.toBe(referral?.id);
  });

  it('numbers a hundred at once without a gap or a double, keys sent twice among them', async () => {
    desk.clock.now = new Date('2026-05-20T01:00:00Z');
    const keys = Array.from({ length: 50 }, () => key());
    const inputs = keys.flatMap((one) => [aSubmission(one), aSubmission(one)]);
    const outcomes = await Promise.all(inputs.map((input) => desk.submit(sender, input)));
    const numbers = new Set(outcomes.map(({ referral }) => referral?.number));
    const expected = keys.map((_, at) => `ZZ20260520${String(at + 1).padStart(3, '0')}`);
    expect([...numbers].sort()).toEqual(expected);
  });

  it('counts the day of Shanghai', async () => {
    desk.clock.now = new Date('2026-05-09T16:30:00Z');
    const { referral } = await desk.submit(sender, aSubmission(key()));
    expect(referral?.number).toBe('ZZ20260510001');
  });

  it('sends reports along by reference', async () => {
    const input = aSubmission(key(), { reportIds: ['exam-1', 'lab-1'] });
    const { referral } = await desk.submit(sender, input);
    const query = `{ referral(id: "${referral?.id}") { reports { __typename id } } }`;
    const { data } = await desk.harness.run(sender, query, {}, { 'patient-1': {} });
    expect(data?.referral).toMatchObject({
      reports: [
        { __typename: 'ExamReport', id: 'exam-1' },
        { __typename: 'LabReport', id: 'lab-1' },
      ],
    });
  });

  it('answers an up-referral with a plan, once', async () => {
    const { referral } = await desk.submit(doctor, aReturn(key(), { parentId: 'up' }));
    const query = `{ referral(id: "${referral?.id}") { parent { id dueAt } carePlan { text followUpBy medications { dosage days drug { code } } } } }`;
    const { data } = await desk.harness.run(doctor, query, {}, { 'patient-1': {} });
    expect(data?.referral).toMatchObject({
      parent: { id: 'up', dueAt: null },
      carePlan: { text: '继续口服降压药。', medications: [{ days: 28 }] },
    });
    const second = await desk.submit(doctor, aReturn(key(), { parentId: 'up' }));
    expect(second).toMatchObject({ code: 'CONFLICT', details: { referralId: referral?.id } });
    const stepped = await desk.step(doctor, 'cancelReferral', referral?.id ?? '');
    expect(stepped.referral?.status).toBe('CANCELLED');
    const third = await desk.submit(doctor, aReturn(key(), { parentId: 'up' }));
    expect(third.referral?.status).toBe('SUBMITTED');
  });

  it('gives an up-referral one answer of twenty at once', async () => {
    const parentId = 'up-raced';
    const row = aReferral({ id: parentId, status: ReferralStatus.COMPLETED });
    await desk.harness.database.transaction((manager) => manager.save(row));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => desk.submit(doctor, aReturn(key(), { parentId }))),
    );
    expect(outcomes.filter(({ referral }) => referral)).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === 'CONFLICT')).toHaveLength(19);
  });

  it('is seen by the receiver, who had nothing before', async () => {
    const { referral } = await desk.submit(sender, aSubmission(key()));
    const query = '{ referrals(first: 100) { nodes { id } } }';
    const { data } = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    expect(data?.referrals).toMatchObject({
      nodes: expect.arrayContaining([{ id: referral?.id }]),
    });
  });
});
