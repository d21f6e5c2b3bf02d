import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { drawSample } from '@lianyi/shared/collections/draw-sample';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Encounter } from '../encounter/encounter.entity';
import { aCoding, aRestriction } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import {
  closed,
  leader,
  type Review,
  recordReviewClient,
  reviewer,
  saveRecords,
  to,
  visits,
} from '../testing/record-review.client';
import { RecordReviewItem } from './record-review.entity';

const township = aViewer('QUALITY_MANAGER', 'township-dongpu');
const outsider = aViewer('QUALITY_MANAGER', 'city-hospital');
const idsOf = ({ records }: Review) => records.nodes.map(({ recordId }) => recordId);

describeOnBothDatabases('the review of records', (kind) => {
  let harness: PatientsHarness;
  const { ask, draw, judge, read } = recordReviewClient(() => harness);
  let before = 0;
  const fromNow = async () => {
    before = (await harness.events()).length;
  };
  const eventsSince = async () => (await harness.events()).slice(before);

  beforeAll(async () => {
    harness = await startPatients(kind);
    await harness.clear();
    await harness.database.transaction(saveRecords);
  });
  afterAll(() => harness?.stop());

  it('draws once, however many draw at once, and anybody can draw the same again', async () => {
    const drawing = [reviewer, leader, reviewer, leader, reviewer, leader];
    const answers = await Promise.all(drawing.map((viewer) => draw(viewer, 'people-hospital')));
    const [first] = answers;
    expect(first?.made).toMatchObject({
      ...{ population: visits.length + closed.length, size: 50, judged: 0, year: 2025, half: 2 },
      institution: { id: 'people-hospital' },
    });
    for (const { made } of answers) expect(made).toEqual(first?.made);
    expect((await draw(reviewer)).made).toEqual(first?.made);
    expect(await harness.database.read.count(RecordReviewItem)).toBe(50);
    const again = drawSample(first?.made.seed ?? '', 100);
    for (const id of [...visits, ...closed].toReversed()) again.offer(id);
    const expected = again.drawn().filter((id) => !closed.includes(id));
    expect(new Set(idsOf(first?.made as Review))).toEqual(new Set(expected.slice(0, 50)));
  });

  it('draws what there is where there is little, and nothing where there is nothing', async () => {
    expect((await draw(township)).made).toMatchObject({ population: 3, size: 3 });
    expect((await draw(reviewer, undefined, [2024, 1])).made).toMatchObject({
      ...{ population: 0, size: 0, records: { nodes: [] } },
    });
  });

  it('puts what the rules have against a record with it, and first', async () => {
    const { records } = (await draw(township)).made;
    const codes = records.nodes.map(({ recordId, suspected }) => [recordId, suspected]);
    expect(Object.fromEntries(codes)).toEqual({
      ...{ plain: [], late: [{ code: '1-1' }] },
      undiagnosed: [{ code: '1-6' }, { code: '1-8' }],
    });
    expect(records.nodes.map(({ place }) => place)).toEqual([1, 2, 3]);
    expect(records.nodes[2]?.recordId).toBe('plain');
  });

  it('is of a half-year that is over', async () => {
    const { now } = harness.clock;
    const laboratory = aViewer('QUALITY_MANAGER', 'lab-center');
    harness.clock.now = new Date(to.getTime() - 1);
    expect((await draw(laboratory)).refusal).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'half',
    });
    harness.clock.now = to;
    expect((await draw(laboratory)).made).toMatchObject({ population: 0 });
    harness.clock.now = now;
    expect((await draw(reviewer, undefined, [2025, 3])).refusal).toMatchObject({ field: 'half' });
    expect((await draw(reviewer, undefined, [26, 1])).refusal).toMatchObject({ field: 'year' });
  });

  it('is the institution’s own, and the leading one’s for its members', async () => {
    const { made } = await draw(reviewer);
    expect((await read(leader, made.id)).made).toMatchObject({ id: made.id });
    const refused = { code: 'FORBIDDEN' };
    expect((await draw(township, 'people-hospital')).refusal).toMatchObject(refused);
    expect((await draw(leader, 'city-hospital')).refusal).toMatchObject(refused);
    expect((await draw(outsider)).refusal).toMatchObject(refused);
    for (const stranger of [township, outsider]) {
      expect((await read(stranger, made.id)).refusal).toMatchObject(refused);
      expect((await judge(stranger, made.id, 1, 'problems: []')).refusal).toMatchObject(refused);
    }
    expect((await read(reviewer, 'none')).refusal).toMatchObject(refused);
    const listed = (viewer: typeof township, whose: string) =>
      ask(viewer, `{ made: recordReviews(institutionId: "${whose}") { nodes { year half } } }`);
    expect((await listed(leader, 'people-hospital')).made).toEqual({
      nodes: [
        { year: 2025, half: 2 },
        { year: 2024, half: 1 },
      ],
    });
    expect((await listed(township, 'people-hospital')).refusal).toMatchObject(refused);
  });

  it('shows what was done, of nobody who could be named', async () => {
    const { made } = await draw(reviewer);
    expect(made.records.nodes[0]).toMatchObject({
      ...{ class: 'OUTPATIENT', patientGender: 'MALE', patientAge: 70, changedSince: false },
      ...{ diagnoses: [{ code: 'I10' }], suspected: [], grade: null, score: null, version: 0 },
    });
    // Drawn at random, ids and seeds hold any digits.
    const shown = JSON.stringify({ ...made, id: '', seed: '' });
    expect(shown).not.toMatch(/张|patient-\d|1955|138|1380000|东浦/);
  });

  it('is recorded in the log of each patient whose record it shows', async () => {
    await fromNow();
    const { made } = await draw(leader, 'people-hospital');
    const events = await eventsSince();
    expect(new Set(events.map(({ patientId }) => patientId))).toEqual(
      new Set([0, 1, 2, 3, 4].map((at) => `patient-${at}`)),
    );
    expect(events).toHaveLength(5);
    for (const event of events)
      expect(event).toMatchObject({
        ...{ action: 'REVIEW_RECORD', allowed: true, basis: null, viewerName: leader.name },
      });
    await fromNow();
    await ask(leader, `{ made: recordReview(id: "${made.id}") { size judged } }`);
    expect(await eventsSince()).toEqual([]);
  });

  it('keeps back what became sensitive, and records that are closed to who looks', async () => {
    const { made } = await draw(reviewer);
    const [one, other] = made.records.nodes;
    const [encounter] = await harness.database.read.findBy(Encounter, { id: other?.recordId });
    await harness.database.transaction(async (manager) => {
      const diagnoses = [aCoding({ code: 'F20.0' })];
      await manager.update(Encounter, { id: one?.recordId }, { diagnoses });
      await manager.save(aRestriction({ id: 'late', patientId: encounter?.patientId ?? '' }));
    });
    const own = idsOf((await read(reviewer, made.id)).made);
    expect(own).toEqual(idsOf(made).slice(1));
    const { made: led } = await read(leader, made.id);
    const hers = await harness.database.read.findBy(Encounter, {
      patientId: encounter?.patientId ?? '',
    });
    const kept = new Set(hers.map(({ id }) => id));
    expect(idsOf(led)).toEqual(own.filter((id) => !kept.has(id)));
    expect(idsOf(led).length).toBeLessThan(own.length);
    await fromNow();
    expect((await judge(leader, made.id, 2, 'problems: []')).refusal).toEqual(
      (await judge(leader, made.id, 51, 'problems: []')).refusal,
    );
    expect(await eventsSince()).toMatchObject([{ action: 'JUDGE_RECORD', allowed: false }]);
    await harness.database.transaction(async (manager) => {
      await manager.update(
        Encounter,
        { id: one?.recordId },
        { diagnoses: [aCoding()], version: 2 },
      );
      await manager.query("DELETE FROM `record_restriction` WHERE `id` = 'late'");
    });
    const [first, second] = (await read(leader, made.id)).made.records.nodes;
    expect([first?.changedSince, second?.changedSince]).toEqual([true, false]);
  });
});
