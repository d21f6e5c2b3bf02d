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
const done = { status: ReferralStatus.COMPLETED, createdAt: start, submittedAt: start };
const rated = (referralId: string, side: RatingSide, score: number, days = 0) => {
  const at = new Date(start.getTime() - days * 24 * 3_600_000);
  return Object.assign(new ReferralRating(), {
    ...{ referralId, side, score, comment: null, by: '甲' },
    ...{ institutionId: 'township-dongpu', ratedAt: start, firstRatedAt: at },
  });
};
const many = Array.from({ length: 6 }, (_, at) => `many-${at + 1}`);
const rows = [
  ...['raced', 'told', 'once'].map((id) => aReferral({ id, ...done })),
  aReferral({ id: 'open', ...done, status: ReferralStatus.IN_TREATMENT }),
  ...['week', 'older'].map((id) => aReferral({ id, ...done })),
  rated('week', RatingSide.SENDER, 1, 7),
  rated('older', RatingSide.SENDER, 1, 7.001),
  // Of another receiver: five rated of six, four by the patient.
  ...many.map((id) => aReferral({ id, ...done, toInstitutionId: 'people-hospital' })),
  ...many.slice(0, 5).map((id, at) => rated(id, RatingSide.SENDER, at + 1)),
  ...many.slice(0, 4).map((id) => rated(id, RatingSide.PATIENT, 5)),
];

describeOnBothDatabases('the satisfaction of three sides', (kind) => {
  let desk: ReferralDesk;
  beforeAll(async () => {
    desk = await openReferralDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  const fields = 'side score comment by institution { id }';
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
    const { made } = await rate(sender, 'week', 'SENDER', 'score: 2, comment: "补充"');
    expect(made).toMatchObject({ score: 2, comment: '补充' });
    const stands = { code: 'CONFLICT', referralId: 'older', side: 'SENDER' };
    expect((await rate(sender, 'older', 'SENDER', 'score: 2')).refusal).toMatchObject(stands);
    expect(await ratings(sender, 'older')).toMatchObject([{ score: 1 }]);
    await rate(sender, 'once', 'PATIENT', 'score: 5');
    expect((await rate(receiver, 'once', 'PATIENT', 'score: 1')).refusal).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await ratings(sender, 'once')).toMatchObject([{ side: 'PATIENT', score: 5 }]);
  });

  it('is one rating of a side, however many write it at once', async () => {
    const viewers = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? sender : receiver));
    const answers = await Promise.all(
      viewers.map((viewer, at) => rate(viewer, 'raced', 'PATIENT', `score: ${(at % 5) + 1}`)),
    );
    const [stored] = (await ratings(sender, 'raced')) as { institution: { id: string } }[];
    expect(await ratings(sender, 'raced')).toHaveLength(1);
    for (const [at, { refusal }] of answers.entries())
      expect(refusal?.code).toBe(
        viewers[at]?.institutionId === stored?.institution.id ? undefined : 'CONFLICT',
      );
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

  it('is summed up for the office in one statement, without the mean of few', async () => {
    const query =
      '{ of: referralSatisfaction(period: { start: "2026-06-01", end: "2026-06-30" }) { institution { id } side completed rated mean } }';
    const ask = async (viewer: Viewer) => (await desk.harness.run(viewer, query)).data?.of;
    desk.harness.statements.length = 0;
    const all = (await ask(office)) as object[];
    expect(desk.harness.statements).toHaveLength(1);
    const people = { institution: { id: 'people-hospital' }, completed: 6 };
    expect(all.slice(3)).toEqual([
      { ...people, side: 'SENDER', rated: 5, mean: 3 },
      { ...people, side: 'RECEIVER', rated: 0, mean: null },
      { ...people, side: 'PATIENT', rated: 4, mean: null },
    ]);
    expect(await ask(receiver)).toEqual(all.slice(0, 3));
    expect(await ask(memberOffice)).toEqual([]);
  });
});
