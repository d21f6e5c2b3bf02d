import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { RecognitionOffer } from '../order-check/recognition-offer.entity';
import { createOrderingClient, taken, wbc, xiling } from '../testing/ordering.client';
import { aQualityRecord } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';
import { RecognitionDecision, ReplacedDecision } from './recognition-decision.entity';

describeOnBothDatabases('a recognition decision', (kind) => {
  let results: ResultsHarness;
  const { decide, postExam, postLab } = createOrderingClient(() => results);
  const values = new Map<string, string>();
  const patients = ['relied', 'changed', 'raced', 'torn', 'other', 'none', 'plain', 'spoken'];

  beforeAll(async () => {
    results = await startResults(kind);
    for (const id of patients) results.county.access.set(id, {});
    const held = ['6690-2', 'CT-ALL'].map((itemCode) =>
      aQualityRecord({ id: `quality-${itemCode}`, itemCode }),
    );
    await results.database.transaction((manager) => manager.save(held));
    for (const id of patients.filter((one) => one !== 'none'))
      values.set(id, await postLab(id, { ...taken(2), observations: [wbc('5.6')] }));
  });
  afterAll(() => results.stop());

  const relyOn = (patientId: string, more: object = {}) => ({
    ...{ patientId, itemCode: '6690-2', choice: 'RECOGNIZED' },
    observationId: values.get(patientId),
    ...more,
  });
  const repeat = (patientId: string, more: object = {}) => ({
    ...{ patientId, itemCode: '6690-2', choice: 'REPEATED', reason: 'FAST_CHANGING' },
    ...more,
  });
  const rowsOf = (patientId: string) =>
    results.database.read.find(RecognitionDecision, { where: { patientId } });

  it('keeps what was relied on, and what that saved by the price of its item', async () => {
    const { decision, errors } = await decide(relyOn('relied', { department: '内科' }));
    expect(errors).toBeUndefined();
    expect(decision).toMatchObject({
      ...{ choice: 'RECOGNIZED', reason: null, costAvoided: 1.5, recognizable: true },
      ...{ mark: '医共体HR', ageDays: 2, department: '内科', decidedBy: clinician.name },
      ...{ patient: { id: 'relied' }, item: { code: '6690-2', name: '白细胞计数' } },
      ...{ institution: { id: 'county-hospital' }, source: { id: 'township-dongpu' } },
      decidedAt: '2026-03-04T10:00:00+08:00',
    });
  });

  it('asks for access once, as a write of its own', async () => {
    const before = results.county.actions.length;
    await decide(repeat('none'));
    expect(results.county.actions.slice(before)).toEqual(['DECIDE_RECOGNITION']);
  });

  it('saves the price of the institution’s own list, of a panel as a whole', async () => {
    const ct = await postExam('relied', { ...taken(3) });
    const exam = { itemCode: 'CT-CHEST', observationId: null, examReportId: ct };
    expect((await decide(relyOn('relied', exam))).decision).toMatchObject({ costAvoided: 220 });
    const panel = relyOn('relied', { itemCode: 'PANEL-CBC' });
    expect((await decide(panel)).decision).toMatchObject({ costAvoided: 22 });
    const elsewhere = aViewer('FAMILY_DOCTOR', 'township-xiling');
    expect((await decide(panel, elsewhere)).decision).toMatchObject({ costAvoided: 20 });
  });

  it('relies on an equivalent that answers the order', async () => {
    const whole = await postExam('relied', { ...taken(3), itemCode: 'CT-ABDOMEN' });
    const exam = { itemCode: 'CT-UPPERABDOMEN', observationId: null, examReportId: whole };
    const { decision } = await decide(relyOn('relied', exam));
    expect(decision).toMatchObject({ item: { code: 'CT-UPPERABDOMEN' }, costAvoided: 200 });
  });

  it('relies on a result of another record of the same person', async () => {
    results.county.access.set('twofold', { records: ['twofold', 'relied'] });
    const input = { ...relyOn('relied'), patientId: 'twofold' };
    expect((await decide(input)).errors).toBeUndefined();
    expect(await rowsOf('twofold')).toMatchObject([{ observationId: values.get('relied') }]);
  });

  it('saves nothing where it is repeated, and stands against the best there is', async () => {
    const { decision } = await decide(repeat('other'));
    expect(decision).toMatchObject({
      ...{ reason: 'FAST_CHANGING', costAvoided: 0, recognizable: true },
      source: { id: 'township-dongpu' },
    });
    expect(await rowsOf('other')).toMatchObject([{ observationId: values.get('other') }]);
  });

  it('may repeat what nobody has tested, which is no recognisable result', async () => {
    expect((await decide(repeat('none'))).decision).toMatchObject({
      ...{ recognizable: false, source: null, ageDays: null },
    });
  });

  it('leaves it to the physician to rely on what is not recognised by rule', async () => {
    const id = await postLab('plain', { ...taken(3), observations: [wbc('6.0')] }, xiling);
    const { decision } = await decide(relyOn('plain', { observationId: id }));
    expect(decision).toMatchObject({ recognizable: false, costAvoided: 1.5, mark: null });
  });

  it('is the same row where it is the same decision again', async () => {
    const first = await decide(relyOn('changed', { note: '结果可用' }));
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    const again = await decide(relyOn('changed', { note: '结果可用' }));
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(again.decision).toEqual(first.decision);
    expect(await results.database.read.count(ReplacedDecision)).toBe(0);
  });

  it('is replaced by another one of the same day, and what it said is kept', async () => {
    const [before] = await rowsOf('changed');
    const { decision } = await decide(repeat('changed', { reason: 'EMERGENCY' }));
    expect(decision).toMatchObject({
      ...{ id: before?.id, choice: 'REPEATED', reason: 'EMERGENCY', costAvoided: 0, note: null },
    });
    expect(await rowsOf('changed')).toHaveLength(1);
    expect(await results.database.read.find(ReplacedDecision)).toMatchObject([
      { decisionId: before?.id, content: { choice: 'RECOGNIZED', note: '结果可用', costFen: 150 } },
    ]);
  });

  it.each([
    ['another visit', { encounterId: 'visit-2' }, '2026-03-04T10:00:00+08:00'],
    ['another day in Shanghai', {}, '2026-03-05T00:00:00+08:00'],
  ])('stands beside that of %s', async (_title, more, now) => {
    const before = (await rowsOf('changed')).length;
    results.clock.now = new Date(now);
    await decide(relyOn('changed', more));
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(await rowsOf('changed')).toHaveLength(before + 1);
  });

  it('stands beside that of another institution', async () => {
    const before = (await rowsOf('changed')).length;
    await decide(relyOn('changed'), aViewer('CLINICIAN', 'township-xiling'));
    expect(await rowsOf('changed')).toHaveLength(before + 1);
  });

  it('is one row of fifty calls at once', async () => {
    const all = Array.from({ length: 50 }, () => decide(relyOn('raced')));
    const decided = await Promise.all(all);
    expect(decided.filter(({ errors }) => errors !== undefined)).toEqual([]);
    expect(new Set(decided.map(({ decision }) => decision?.id)).size).toBe(1);
    expect(await rowsOf('raced')).toHaveLength(1);
    const where = { patientId: 'raced' };
    expect(await results.database.read.find(RecognitionOffer, { where })).toMatchObject([
      { itemCode: '6690-2', day: '2026-03-04', answered: true },
    ]);
  });

  it('is one row of different calls at once, and loses none of what was said', async () => {
    const before = await results.database.read.count(ReplacedDecision);
    const inputs = Array.from({ length: 20 }, (_, n) => relyOn('torn', { note: `第${n}次` }));
    const decided = await Promise.all(inputs.map((input) => decide(input)));
    expect(decided.filter(({ errors }) => errors !== undefined)).toEqual([]);
    expect(await rowsOf('torn')).toHaveLength(1);
    expect(await results.database.read.count(ReplacedDecision)).toBe(before + 19);
  });
});
