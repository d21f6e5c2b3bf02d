import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { drawSample } from '@lianyi/shared/collections/draw-sample';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { all, pharmacist, type Review, reviewClient, reviewed, to } from '../testing/review.client';
import { openShortageDesk, type ShortageDesk } from '../testing/shortage-desk';

const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');
const other = aViewer('PHARMACIST', 'people-hospital');

describeOnBothDatabases('the review of prescriptions', (kind) => {
  let desk: ShortageDesk;
  const { ask, draw, judge } = reviewClient(() => desk);
  const idsOf = ({ items }: Review) => items.nodes.map(({ prescription }) => prescription?.id);

  beforeAll(async () => {
    desk = await openShortageDesk(kind, reviewed);
  });
  afterAll(() => desk?.stop());

  it('draws once, however many draw at once, and anybody can draw the same again', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => draw(pharmacist)));
    const [first] = answers;
    expect(first?.made).toMatchObject({
      population: 130,
      size: 100,
      judged: 0,
      year: 2025,
      half: 2,
    });
    for (const { made } of answers) expect(made).toEqual(first?.made);
    const drawing = drawSample(first?.made.seed ?? '', 100);
    for (const id of all.toReversed()) drawing.offer(id);
    expect(new Set(idsOf(first?.made as Review))).toEqual(new Set(drawing.drawn()));
  });

  it('draws what there is where there is little, and nothing where there is nothing', async () => {
    const { made } = await draw(other);
    expect(made).toMatchObject({ population: 1, size: 1 });
    expect((await draw(pharmacist, 2024, 1)).made).toMatchObject({ population: 0, size: 0 });
  });

  it('is of a half-year that is over', async () => {
    const { now } = desk.clock;
    desk.clock.now = new Date(to.getTime() - 1);
    const early = aViewer('PHARMACIST', 'township-dongpu');
    expect((await draw(early)).refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'half' });
    desk.clock.now = to;
    expect((await draw(early)).made).toMatchObject({ population: 0 });
    desk.clock.now = now;
    for (const [year, half, field] of [
      ...([
        [2025, 3, 'half'],
        [26, 1, 'year'],
        [2025, 0, 'half'],
      ] as const),
    ])
      expect((await draw(pharmacist, year, half)).refusal).toMatchObject({ field });
  });

  it('is judged by problems, which say how bad it is, and changed by its version alone', async () => {
    const { made } = await draw(pharmacist);
    const say = (said: string, place = 1) => judge(pharmacist, made.id, place, said);
    expect((await say('problems: []')).made).toMatchObject({
      ...{ verdict: 'REASONABLE', version: 1, judgedBy: pharmacist.name },
    });
    expect((await say('problems: []')).made).toMatchObject({ version: 1 });
    const worse = 'problems: ["2-7", "1-10", "2-7"], note: "重复用药", replaces: 1';
    const changed = {
      ...{ verdict: 'UNSUITABLE', version: 2, note: '重复用药' },
      problems: [{ code: '1-10' }, { code: '2-7' }],
    };
    expect((await say(worse)).made).toMatchObject(changed);
    expect((await say(worse)).made).toMatchObject(changed);
    expect((await say('problems: []')).refusal).toMatchObject({ code: 'CONFLICT', version: 2 });
    expect((await say('problems: ["3-4"], replaces: 1')).refusal).toMatchObject({
      ...{ code: 'CONFLICT', version: 2 },
    });
    expect((await say('problems: ["3-4", "1-1"]', 2)).made).toMatchObject({ verdict: 'ABNORMAL' });
    expect((await say('problems: ["1-1"]', 3)).made).toMatchObject({ verdict: 'IRREGULAR' });
    expect((await draw(pharmacist)).made).toMatchObject({ judged: 3 });
    const open = await ask(
      pharmacist,
      `{ made: prescriptionReview(id: "${made.id}") { items(open: true, first: 2) { nodes { place } } } }`,
    );
    expect(open.made.items.nodes).toEqual([{ place: 4 }, { place: 5 }]);
  });

  it('takes one judgement of a sheet, whoever judges it at once', async () => {
    const { made } = await draw(pharmacist);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        judge(pharmacist, made.id, 50, `problems: ["1-${(at % 6) + 1}"]`),
      ),
    );
    const taken = answers.flatMap(({ made: one }) => (one ? [JSON.stringify(one.problems)] : []));
    expect(new Set(taken).size).toBe(1);
    expect(answers.filter(({ refusal }) => refusal?.code === 'CONFLICT')).toHaveLength(
      12 - taken.length,
    );
  });

  it('refuses what cannot be judged, and names the field', async () => {
    const { made } = await draw(pharmacist);
    for (const [field, place, said] of [
      ['place', 0, 'problems: []'],
      ['place', 101, 'problems: []'],
      ['problems[1]', 60, 'problems: ["1-1", "9-9"]'],
      ['note', 60, `problems: [], note: "${'长'.repeat(501)}"`],
    ] as const)
      expect([field, (await judge(pharmacist, made.id, place, said)).refusal]).toMatchObject([
        field,
        { code: 'INVALID_INPUT', field },
      ]);
    const refused = { code: 'FORBIDDEN', reviewId: made.id };
    expect((await judge(other, made.id, 60, 'problems: []')).refusal).toMatchObject(refused);
    const query = `{ made: prescriptionReview(id: "${made.id}") { id } }`;
    expect((await ask(other, query)).refusal).toMatchObject(refused);
    const { data, errors } = await desk.harness.run(
      pharmacist,
      `mutation { judgePrescription(reviewId: "${made.id}", place: 60, problems: []) { place } }`,
      {},
      {},
    );
    expect([data, errors?.[0]?.extensions?.code]).toEqual([null, 'FORBIDDEN']);
  });

  it('is summed up by institution and prescriber in one statement', async () => {
    const query = `{ made: prescriptionReviewReport(year: 2025, half: 2) { institution { id } drawn judged
      verdicts { verdict sheets } problems { problem { code } sheets } prescribers { prescriber { id } verdicts { sheets } } } }`;
    await ask(office, query);
    desk.harness.statements.length = 0;
    const { made } = await ask(office, query);
    expect(desk.harness.statements).toHaveLength(1);
    const reports = made as unknown as Record<string, unknown>[];
    const of = (id: string) =>
      reports.find(({ institution }) => (institution as { id: string }).id === id);
    expect(of('county-hospital')).toMatchObject({
      ...{ drawn: 100, judged: 4 },
      verdicts: [{ sheets: 0 }, { sheets: 2 }, { sheets: 1 }, { sheets: 1 }],
      problems: expect.arrayContaining([{ problem: { code: '2-7' }, sheets: 1 }]),
    });
    const prescribers = of('county-hospital')?.prescribers as { verdicts: { sheets: number }[] }[];
    const sheets = prescribers.flatMap(({ verdicts }) => verdicts.map((one) => one.sheets));
    expect(sheets.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(of('people-hospital')).toMatchObject({ drawn: 1, judged: 0, prescribers: [] });
    expect(of('village-dongpu-1')).toMatchObject({ drawn: null, judged: 0 });
  });

  it('lists the reviews of the institution, newest first', async () => {
    const query =
      '{ made: prescriptionReviews(first: 1) { nodes { year half } pageInfo { hasNextPage endCursor } } }';
    const { made } = await ask(pharmacist, query);
    const page = made as unknown as Review['items'];
    expect(page).toMatchObject({
      nodes: [{ year: 2025, half: 2 }],
      pageInfo: { hasNextPage: true },
    });
    const rest = await ask(
      pharmacist,
      query.replace('first: 1', `first: 5, after: "${page.pageInfo.endCursor}"`),
    );
    expect(rest.made).toMatchObject({ nodes: [{ year: 2024, half: 1 }] });
  });
});
