import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import {
  leader,
  type Review,
  recordReviewClient,
  reviewer,
  saveRecords,
} from '../testing/record-review.client';

const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');

describeOnBothDatabases('the judgement of a record', (kind) => {
  let harness: PatientsHarness;
  let review: Review;
  const { ask, draw, judge, read } = recordReviewClient(() => harness);

  beforeAll(async () => {
    harness = await startPatients(kind);
    await harness.clear();
    await harness.database.transaction(saveRecords);
    review = (await draw(reviewer)).made;
  });
  afterAll(() => harness?.stop());

  it('follows from its problems, and is changed by its version alone', async () => {
    const say = (said: string, place = 1, viewer = reviewer) =>
      judge(viewer, review.id, place, said);
    const clean = { grade: 'A', score: 100, version: 1, judgedBy: reviewer.name, problems: [] };
    expect((await say('problems: []')).made).toMatchObject({ place: 1, ...clean });
    expect((await say('problems: []')).made).toMatchObject(clean);
    const worse = 'problems: ["2-1", "1-6", "2-1"], note: " 缺主诉 ", replaces: 1';
    const changed = {
      ...{ grade: 'B', score: 80, version: 2, note: '缺主诉', judgedBy: leader.name },
      problems: [{ code: '1-6' }, { code: '2-1' }],
    };
    expect((await say(worse, 1, leader)).made).toMatchObject(changed);
    expect((await say(worse, 1, leader)).made).toMatchObject(changed);
    expect((await say('problems: []')).refusal).toMatchObject({ code: 'CONFLICT', version: 2 });
    expect((await say('problems: ["1-1"], replaces: 1')).refusal).toMatchObject({
      ...{ code: 'CONFLICT', version: 2 },
    });
    expect((await say('problems: ["1-6"]', 2)).made).toMatchObject({ grade: 'A', score: 90 });
    expect((await say('problems: ["1-9"]', 3)).made).toMatchObject({ grade: 'C', score: 70 });
    expect((await read(reviewer, review.id)).made).toMatchObject({ judged: 3 });
    const open = await ask(
      reviewer,
      `{ made: recordReview(id: "${review.id}") { records(open: true, first: 2) { nodes { place } } } }`,
    );
    expect(open.made.records.nodes).toEqual([{ place: 4 }, { place: 5 }]);
  });

  it('is an event of its patient', async () => {
    const before = (await harness.events()).length;
    await judge(reviewer, review.id, 4, 'problems: []');
    await judge(reviewer, review.id, 4, 'problems: ["1-1"]');
    const events = (await harness.events()).slice(before);
    expect(events).toMatchObject([
      { action: 'JUDGE_RECORD', allowed: true, basis: null },
      { action: 'JUDGE_RECORD', allowed: false, reason: 'CONFLICT' },
    ]);
    expect(events[0]?.patientId).toMatch(/^patient-\d$/);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('is one, whoever judges at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        judge(at % 2 ? leader : reviewer, review.id, 50, `problems: ["1-${(at % 6) + 1}"]`),
      ),
    );
    const taken = answers.flatMap(({ made }) => (made ? [JSON.stringify(made.problems)] : []));
    expect(new Set(taken).size).toBe(1);
    expect(answers.filter(({ refusal }) => refusal?.code === 'CONFLICT')).toHaveLength(
      12 - taken.length,
    );
  });

  it('is nobody’s of her own record', async () => {
    const [record] = review.records.nodes.slice(5);
    const { id = '' } = (record?.practitioner ?? {}) as { id?: string };
    const place = record?.place ?? 0;
    const own = { ...reviewer, practitionerId: id };
    const refused = { code: 'FORBIDDEN', reviewId: review.id, place };
    expect((await judge(own, review.id, place, 'problems: []')).refusal).toMatchObject(refused);
    const other = { ...reviewer, practitionerId: 'somebody-else' };
    expect((await judge(other, review.id, place, 'problems: []')).made).toMatchObject({
      ...{ place, grade: 'A' },
    });
  });

  it('names the field that it is refused for', async () => {
    for (const [field, place, said] of [
      ['place', 0, 'problems: []'],
      ['place', 51, 'problems: []'],
      ['problems[1]', 20, 'problems: ["1-1", "9-9"]'],
      ['problems', 20, 'problems: ["3-1"]'],
      ['note', 20, `problems: [], note: "${'长'.repeat(501)}"`],
    ] as const)
      expect([field, (await judge(reviewer, review.id, place, said)).refusal]).toMatchObject([
        field,
        { code: 'INVALID_INPUT', field },
      ]);
  });

  it('is summed up by institution and practitioner in one statement', async () => {
    const query = `{ made: recordReviewReport(year: 2025, half: 2) { institution { id } drawn judged
      grades { grade records } problems { problem { code } records } practitioners { practitioner { id } grades { records } } } }`;
    await ask(office, query);
    harness.statements.length = 0;
    const { made } = await ask(office, query);
    expect(harness.statements).toHaveLength(1);
    const reports = made as unknown as { institution: { id: string }; practitioners: unknown }[];
    const of = (whose: string) => reports.find(({ institution }) => institution.id === whose);
    expect(of('people-hospital')).toMatchObject({
      ...{ drawn: 50, judged: 6 },
      grades: [
        { grade: 'A', records: 4 },
        { grade: 'B', records: 1 },
        { grade: 'C', records: 1 },
      ],
      problems: expect.arrayContaining([{ problem: { code: '2-1' }, records: 1 }]),
    });
    const practitioners = of('people-hospital')?.practitioners as {
      grades: { records: number }[];
    }[];
    const counted = practitioners.flatMap(({ grades }) => grades.map(({ records }) => records));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(of('lab-center')).toMatchObject({ drawn: null, judged: 0 });
    const own = (await ask(reviewer, query)).made as unknown as typeof reports;
    expect(own.map(({ institution }) => institution.id)).toEqual(['people-hospital']);
    const outside = aViewer('COMMUNITY_OFFICE', 'city-hospital');
    expect((await ask(outside, query)).refusal).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('takes no more statements for more reviews', async () => {
    const reading = `{ made: recordReviews { nodes { judged records(first: 5) { nodes { place } } } } }`;
    await ask(reviewer, reading);
    const count = async () => {
      harness.statements.length = 0;
      await ask(reviewer, reading);
      return harness.statements.length;
    };
    const one = await count();
    await draw(reviewer, undefined, [2025, 1]);
    expect(await count()).toBe(one);
  });
});
