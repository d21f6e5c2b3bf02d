import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ReferralStatus } from '../referral/referral.entity';
import { memberOffice, office } from '../testing/outward.client';
import { aReferral } from '../testing/referral.factory';
import {
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
  senderOfficer,
} from '../testing/referral-desk';
import { RatingSide, ReferralRating } from './referral-rating.entity';

const start = new Date('2026-06-01T01:00:00Z');
const ended = (at: string) => ({ createdAt: start, submittedAt: start, endedAt: new Date(at) });
const done = { status: ReferralStatus.COMPLETED, ...ended('2026-06-01T01:00:00Z') };
const rated = (referralId: string, side: RatingSide, score: number, firstRatedAt: Date) =>
  Object.assign(new ReferralRating(), {
    ...{ referralId, side, score, comment: null, by: '甲', version: 1 },
    ...{ institutionId: 'township-dongpu', ratedAt: start, firstRatedAt },
  });
const daysAgo = (days: number) => new Date(start.getTime() - days * 24 * 3_600_000);
// The first quarter of 2026 in Shanghai.
const [quarter, over] = ['2025-12-31T16:00:00.000Z', '2026-03-31T15:59:59.999Z'];
const past = { ...done, toInstitutionId: 'people-hospital', endedAt: new Date(over) };
const many = Array.from({ length: 6 }, (_, at) => `many-${at + 1}`);
const rows = [
  ...['raced', 'told', 'once', 'kept'].map((id) => aReferral({ id, ...done })),
  aReferral({ id: 'open', ...done, status: ReferralStatus.IN_TREATMENT, endedAt: null }),
  aReferral({ id: 'declined', ...done, status: ReferralStatus.DECLINED }),
  ...['week', 'older'].map((id) => aReferral({ id, ...done })),
  rated('week', RatingSide.SENDER, 1, daysAgo(7)),
  rated('older', RatingSide.SENDER, 1, daysAgo(7.001)),
  // Of another receiver: five rated of six, four by the patient, and what is none of this quarter.
  ...many.map((id) => aReferral({ id, ...past })),
  ...many.slice(0, 5).map((id, at) => rated(id, RatingSide.SENDER, at + 1, new Date(over))),
  ...many.slice(0, 4).map((id) => rated(id, RatingSide.PATIENT, 5, new Date(quarter))),
  rated('many-5', RatingSide.PATIENT, 1, new Date('2026-03-31T16:00:00.000Z')),
  rated('many-6', RatingSide.PATIENT, 1, new Date('2025-12-31T15:59:59.999Z')),
  aReferral({ id: 'next', ...past, endedAt: new Date('2026-03-31T16:00:00.000Z') }),
  aReferral({ id: 'living', ...past, status: ReferralStatus.CANCELLED }),
];

describeOnBothDatabases('the satisfaction of three sides', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const fields = 'side score comment by version institution { id }';
  async function rate(viewer: Viewer, id: string, side: string, said: string) {
    const query = `mutation { made: rateReferral(referralId: "${id}", side: ${side}, ${said}) { ${fields} } }`;
    const { data, errors } = await desk.harness.run(viewer, query, {}, { 'patient-1': {} });
    return { made: data?.made, refusal: errors?.[0]?.extensions };
  }
  async function ratings(viewer: Viewer, id: string, open: object = {}) {
    const query = `{ referral(id: "${id}") { ratings { ${fields} } } }`;
    const { data } = await desk.harness.run(viewer, query, {}, { 'patient-1': open });
    return (data?.referral as { ratings: object[] } | undefined)?.ratings;
  }

  it('is told by each side, and the patient’s by who asks her', async () => {
    await rate(sender, 'told', 'SENDER', 'score: 4, comment: "接收及时"');
    await rate(receiver, 'told', 'RECEIVER', 'score: 5');
    await rate(doctor, 'told', 'PATIENT', 'score: 3');
    const shown = await ratings(senderOfficer, 'told');
    expect(shown).toMatchObject([
      { side: 'PATIENT', score: 3, comment: null, institution: { id: 'county-hospital' } },
      { side: 'RECEIVER', score: 5 },
      { side: 'SENDER', score: 4, comment: '接收及时' },
    ]);
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');
    expect(await ratings(platform, 'told', { identified: false })).toMatchObject([
      ...[{ comment: null }, { comment: null }, { side: 'SENDER', comment: null }],
    ]);
  });

  it('is changed for some days by who wrote it down, and by nobody else', async () => {
    const change = 'score: 2, comment: "补充", replaces: 1';
    const changed = { score: 2, comment: '补充', version: 2 };
    expect((await rate(sender, 'week', 'SENDER', change)).made).toMatchObject(changed);
    const stands = { code: 'CONFLICT', referralId: 'older', side: 'SENDER', version: 1 };
    expect((await rate(sender, 'older', 'SENDER', change)).refusal).toMatchObject(stands);
    expect(await ratings(sender, 'older')).toMatchObject([{ score: 1 }]);
    await rate(sender, 'once', 'PATIENT', 'score: 5');
    for (const said of ['score: 1', 'score: 1, replaces: 1', 'score: 5'])
      expect((await rate(receiver, 'once', 'PATIENT', said)).refusal).toMatchObject({
        code: 'CONFLICT',
      });
    expect(await ratings(sender, 'once')).toMatchObject([{ side: 'PATIENT', score: 5 }]);
  });

  it('is not overwritten by what was said before and comes late', async () => {
    const late = 'score: 2';
    const say = async (said: string) => (await rate(sender, 'kept', 'SENDER', said)).made;
    expect(await say(late)).toMatchObject({ score: 2, version: 1 });
    expect(await say(late)).toMatchObject({ score: 2, version: 1 });
    expect(await say('score: 4, replaces: 1')).toMatchObject({ score: 4, version: 2 });
    expect(await say('score: 4, replaces: 1')).toMatchObject({ score: 4, version: 2 });
    for (const said of [late, 'score: 3, replaces: 1'])
      expect((await rate(sender, 'kept', 'SENDER', said)).refusal).toMatchObject({
        ...{ code: 'CONFLICT', version: 2 },
      });
    expect(await ratings(sender, 'kept')).toMatchObject([{ score: 4, version: 2 }]);
    expect((await rate(receiver, 'kept', 'RECEIVER', 'score: 3, replaces: 1')).refusal).toEqual(
      expect.objectContaining({ code: 'INVALID_INPUT', field: 'replaces' }),
    );
  });

  it('is told of what was declined, too', async () => {
    expect((await rate(sender, 'declined', 'SENDER', 'score: 1')).made).toMatchObject({ score: 1 });
  });

  it('is one rating of a side, however many write it at once', async () => {
    const viewers = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? sender : receiver));
    const answers = await Promise.all(
      viewers.map((viewer, at) => rate(viewer, 'raced', 'PATIENT', `score: ${(at % 5) + 1}`)),
    );
    const shown = (await ratings(sender, 'raced')) as { institution: object; score: number }[];
    expect(shown).toHaveLength(1);
    for (const { made, refusal } of answers)
      expect(made ? [made] : refusal?.code).toEqual(made ? shown : 'CONFLICT');
    expect(answers.filter(({ made }) => made).length).toBeGreaterThan(0);
  });

  it('refuses another side, what is not over, and a score that is none', async () => {
    const refusal = async (...asked: Parameters<typeof rate>) => (await rate(...asked)).refusal;
    expect(await refusal(sender, 'told', 'RECEIVER', 'score: 1')).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(
      await refusal(aViewer('CLINICIAN', 'people-hospital'), 'told', 'PATIENT', 'score: 1'),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(sender, 'open', 'SENDER', 'score: 1')).toMatchObject({
      ...{ code: 'CONFLICT', status: 'IN_TREATMENT' },
    });
    for (const score of [0, 6])
      expect(await refusal(sender, 'told', 'SENDER', `score: ${score}`)).toMatchObject({
        ...{ code: 'INVALID_INPUT', field: 'score' },
      });
    expect(
      await refusal(sender, 'told', 'SENDER', `score: 1, comment: "${'长'.repeat(501)}"`),
    ).toMatchObject({ code: 'INVALID_INPUT', field: 'comment' });
  });

  it('is summed up for a quarter in one statement, without the mean of few', async () => {
    const ask = async (viewer: Viewer, asked = 'year: 2026, quarter: 1') => {
      const query = `{ of: referralSatisfaction(${asked}) { institution { id } side ended rated mean } }`;
      const { data, errors } = await desk.harness.run(viewer, query);
      return data?.of ?? errors?.[0]?.extensions;
    };
    desk.harness.statements.length = 0;
    const all = await ask(office);
    expect(desk.harness.statements).toHaveLength(1);
    const people = { institution: { id: 'people-hospital' }, ended: 6 };
    expect(all).toEqual([
      { ...people, side: 'SENDER', rated: 5, mean: 3 },
      { ...people, side: 'RECEIVER', rated: 0, mean: null },
      { ...people, side: 'PATIENT', rated: 4, mean: null },
    ]);
    expect(await ask(receiver)).toEqual([]);
    expect(await ask(memberOffice)).toEqual([]);
    for (const [field, asked] of [
      ['year', 'year: 26, quarter: 1'],
      ['quarter', 'year: 2026, quarter: 5'],
      ['quarter', 'year: 2026, quarter: 0'],
    ] as const)
      expect(await ask(office, asked)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('is summed up once nothing of the quarter can change', async () => {
    const ask = async (now: string) => {
      desk.clock.now = new Date(now);
      const query = '{ of: referralSatisfaction(year: 2026, quarter: 2) { rated } }';
      const { data, errors } = await desk.harness.run(office, query);
      return data?.of ? 'told' : errors?.[0]?.extensions?.field;
    };
    expect(await ask('2026-07-07T15:59:59.999Z')).toBe('quarter');
    expect(await ask('2026-07-07T16:00:00.000Z')).toBe('told');
    desk.clock.now = start;
  });
});
