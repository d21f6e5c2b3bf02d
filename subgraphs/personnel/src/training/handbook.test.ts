import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { someoneAt } from '../testing/outreach-desk';
import { startPersonnel } from '../testing/personnel.harness';
import { trainingCounty, trainingDesk } from '../testing/training-desk';

/** The mentor of these trainings, and another. */
const judge = someoneAt('CLINICIAN', 'county-hospital', 'associate');
const colleague = someoneAt('CLINICIAN', 'county-hospital', 'mentor');
const sender = aViewer('PERSONNEL_MANAGER', 'township-dongpu');

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('the handbook of a training', (kind) => {
  let harness: SubgraphHarness;
  let [trainee, used] = ['', 0];
  let id: unknown;
  const desk = trainingDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, trainingCounty());
  });
  afterAll(() => harness?.stop());
  beforeEach(async () => {
    trainee = `trainee-${used}`;
    used += 1;
    id = (await desk.start(trainee, { start: '2026-03-20', mentorId: 'associate' })).made?.id;
  });
  const entry = { on: '2026-05-20', topic: '心电图判读', score: null, assessedBy: null };

  it('has an entry once for a day and topic, by day', async () => {
    await desk.enter(id);
    await desk.enter(id, { on: '2026-03-20', topic: '病历书写' });
    const { made } = await desk.enter(id);
    expect(made?.handbook).toEqual([{ ...entry, on: '2026-03-20', topic: '病历书写' }, entry]);
  });

  it('takes the mentor’s score later, once, and no other', async () => {
    await desk.enter(id, {}, someoneAt('CLINICIAN', 'county-hospital', trainee));
    const scored = { ...entry, score: 90, assessedBy: { id: 'associate' } };
    expect((await desk.enter(id, { score: 90 }, judge)).made?.handbook).toEqual([scored]);
    expect((await desk.enter(id, { score: 90 }, judge)).made?.handbook).toEqual([scored]);
    expect(await desk.enter(id, { score: 91 }, judge)).toMatchObject({
      ...{ code: 'CONFLICT', field: 'score' },
    });
    expect((await desk.enter(id)).made?.handbook).toEqual([scored]);
  });

  it('is scored once by many at once', async () => {
    const answers = await Promise.all(
      [80, 81, 82, 83].map((score) => desk.enter(id, { score }, judge)),
    );
    expect(answers.filter(({ made }) => made)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
  });

  it('is written by both sides, and judged by the mentor’s alone', async () => {
    const learner = someoneAt('CLINICIAN', 'county-hospital', trainee);
    for (const stranger of [colleague, aViewer('PERSONNEL_MANAGER', 'township-shahe')]) {
      expect((await desk.enter(id, {}, stranger)).code).toBe('FORBIDDEN');
      expect((await desk.assess(id, {}, stranger)).code).toBe('FORBIDDEN');
    }
    for (const side of [learner, sender, judge, aViewer('PERSONNEL_MANAGER')])
      expect((await desk.enter(id, {}, side)).code).toBeUndefined();
    const own = someoneAt('PERSONNEL_MANAGER', 'county-hospital', trainee);
    for (const side of [learner, sender, own]) {
      expect((await desk.enter(id, { score: 90 }, side)).code).toBe('FORBIDDEN');
      expect((await desk.assess(id, {}, side)).code).toBe('FORBIDDEN');
      expect((await desk.finish(id, {}, side)).code).toBe('FORBIDDEN');
    }
    expect((await desk.enter('none')).code).toBe('FORBIDDEN');
  });

  it.each([
    ['before the training', 'on', { on: '2026-03-19' }],
    ['in the future', 'on', { on: '2026-06-02' }],
    ['without a topic', 'topic', { topic: ' ' }],
    ['with a score below none', 'score', { score: -1 }],
    ['with a score above the most', 'score', { score: 101 }],
  ])('takes no entry %s', async (_, field, line) => {
    expect(await desk.enter(id, line)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('judges each month once', async () => {
    const { made } = await desk.assess(id, { note: '进步明显' }, judge);
    expect(made?.assessments).toEqual([
      { month: '2026-05', score: 86, note: '进步明显', assessedBy: { id: 'associate' } },
    ]);
    expect((await desk.assess(id, { note: '进步明显' })).made?.assessments).toHaveLength(1);
    expect(await desk.assess(id, { score: 87 })).toMatchObject({
      code: 'CONFLICT',
      field: 'month',
    });
  });

  it.each([
    ['before the training', 'month', { month: '2026-02' }],
    ['in the future', 'month', { month: '2026-07' }],
    ['that is none', 'month', { month: '2026-00' }],
    ['with a score above the most', 'score', { score: 101 }],
  ])('judges no month %s', async (_, field, line) => {
    expect(await desk.assess(id, line)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('is closed by a pass when each whole month was assessed, and not before', async () => {
    await desk.assess(id, { month: '2026-04' });
    expect(await desk.finish(id)).toMatchObject({ code: 'INVALID_INPUT', field: 'result' });
    // March began on the 20th, and June has one day: neither is whole.
    await desk.assess(id);
    const told = { note: '考核合格' };
    const { made } = await desk.finish(id, told, judge);
    expect(made).toMatchObject({ result: 'PASSED', resultNote: '考核合格', end: '2026-06-01' });
    expect((await desk.finish(id, told)).made).toEqual(made);
    for (const again of [
      await desk.finish(id, { result: 'FAILED' }),
      await desk.enter(id, { on: '2026-05-21' }),
      await desk.assess(id, { month: '2026-03' }),
    ])
      expect(again.code).toBe('CONFLICT');
  });

  it.each([
    ['before it began', '2026-03-19'],
    ['in the future', '2026-06-02'],
  ])('is not closed %s', async (_, end) => {
    expect(await desk.finish(id, { end, result: 'FAILED' })).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'end' },
    });
  });

  it('has one result of many told at once', async () => {
    const answers = await Promise.all(
      ['FAILED', 'WITHDRAWN', 'FAILED', 'WITHDRAWN'].map((result, index) =>
        desk.finish(id, { result, end: `2026-05-${10 + index}` }),
      ),
    );
    expect(answers.filter(({ made }) => made)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
  });
});
