import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ExamReport } from '../exam-report/exam-report.entity';
import {
  at,
  createOrderingClient,
  hiv,
  type Line,
  taken,
  wbc,
  xiling,
} from '../testing/ordering.client';
import { anObservation, aQualityRecord } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('the order check', (kind) => {
  let results: ResultsHarness;
  const { check, postExam, postLab } = createOrderingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
    for (const id of ['patient-1', 'panel', 'exams', 'gone', 'hidden', 'empty', 'waits'])
      results.county.access.set(id, {});
    const held = ['6690-2', '718-7', 'CT-ALL', '56888-1'].map((itemCode) =>
      aQualityRecord({ id: `quality-${itemCode}`, itemCode }),
    );
    await results.database.transaction((manager) => manager.save(held));
  });
  afterAll(() => results.stop());

  const valuesOf = (line: Line | undefined) =>
    line?.alternatives.map(({ observation }) => observation?.value);

  it('offers what another member has, with its verdict, its age and the days left', async () => {
    await postLab('patient-1', { ...taken(2), observations: [wbc('5.6')] });
    const { lines } = await check('patient-1', ['6690-2']);
    expect(lines).toMatchObject([
      {
        item: { code: '6690-2', name: '白细胞计数' },
        alternatives: [
          {
            ...{ match: 'SAME', ageDays: 2, daysLeft: 5 },
            recognition: {
              ...{ status: 'RECOGNIZED', mark: '医共体HR', obstacles: [] },
              validUntil: '2026-03-09T23:59:59.999+08:00',
            },
            observation: { value: '5.6', report: { institution: { id: 'township-dongpu' } } },
            examReport: null,
          },
        ],
      },
    ]);
  });

  it('sorts recognised ones before others, each newest first', async () => {
    await postLab('patient-1', { ...taken(3), observations: [wbc('7.7')] }, xiling);
    await postLab('patient-1', { ...taken(4), observations: [wbc('7.8')] }, xiling);
    await postLab('patient-1', { ...taken(1), observations: [wbc('5.1')] });
    const { lines } = await check('patient-1', ['6690-2']);
    expect(valuesOf(lines?.[0])).toEqual(['5.6', '5.1', '7.8', '7.7']);
  });

  it('shows no more of an item than a clinician reads', async () => {
    await postLab('patient-1', { ...taken(2), observations: [wbc('6.1')] }, xiling);
    await postLab('patient-1', { ...taken(1), observations: [wbc('6.2')] }, xiling);
    const { lines } = await check('patient-1', ['6690-2']);
    expect(lines?.[0]?.alternatives).toHaveLength(5);
  });

  it('answers a panel by its items, each once, by the best', async () => {
    const whole = [wbc('5.0'), anObservation({ code: '718-7', value: '130', unit: 'g/L' })];
    await postLab('panel', { ...taken(2), observations: whole });
    await postLab('panel', { ...taken(3), observations: [wbc('9.9')] }, xiling);
    const { lines } = await check('panel', ['PANEL-CBC']);
    expect(lines?.[0]?.item).toMatchObject({ code: 'PANEL-CBC', windowDays: 7, price: 20 });
    expect(lines?.[0]?.alternatives).toMatchObject([
      { match: 'PANEL_ITEM', observation: { value: '5.0', item: { code: '6690-2' } } },
      { match: 'PANEL_ITEM', observation: { value: '130', item: { code: '718-7' } } },
    ]);
  });

  it('answers a narrower or plain exam by a wider one or one with contrast, and not the reverse', async () => {
    await postExam('exams', { ...taken(1), itemCode: 'CT-ABDOMEN' });
    await postExam('exams', { ...taken(1), itemCode: 'CT-UPPERABDOMEN' });
    await postExam('exams', { ...taken(2), itemCode: 'CT-ABDOMEN-CONTRAST' });
    const codes = ['CT-UPPERABDOMEN', 'CT-ABDOMEN', 'CT-ABDOMEN-CONTRAST', 'CT-HEAD'];
    const { lines } = await check('exams', codes);
    const found = lines?.map(({ item, alternatives }) => [
      item.code,
      ...alternatives.map(({ match, examReport }) => `${match} ${examReport?.item.code}`),
    ]);
    expect(found).toEqual([
      ['CT-UPPERABDOMEN', 'WIDER CT-ABDOMEN-CONTRAST', 'SAME CT-UPPERABDOMEN', 'WIDER CT-ABDOMEN'],
      ['CT-ABDOMEN', 'CONTRAST CT-ABDOMEN-CONTRAST', 'SAME CT-ABDOMEN'],
      ['CT-ABDOMEN-CONTRAST', 'SAME CT-ABDOMEN-CONTRAST'],
      ['CT-HEAD'],
    ]);
  });

  it('has one line for each code, in the order asked', async () => {
    const { lines } = await check('empty', ['718-7', '6690-2', '718-7']);
    expect(lines?.map(({ item, alternatives }) => [item.code, alternatives])).toEqual([
      ['718-7', []],
      ['6690-2', []],
    ]);
  });

  it('offers neither what was cancelled nor a version that another has replaced', async () => {
    const first = { ...taken(2), sourceId: 'gone-1', observations: [wbc('4.4')] };
    await postLab('gone', first);
    await postLab('gone', { ...first, issuedAt: at(3), observations: [wbc('4.5')] });
    await postLab('gone', { ...taken(2), sourceId: 'gone-2', observations: [wbc('3.3')] });
    await postLab('gone', {
      ...taken(2),
      sourceId: 'gone-2',
      issuedAt: at(3),
      status: 'CANCELLED',
    });
    await postExam('gone', { ...taken(2), sourceId: 'gone-3' });
    await postExam('gone', {
      ...taken(2),
      sourceId: 'gone-3',
      issuedAt: at(3),
      status: 'CANCELLED',
    });
    const { lines } = await check('gone', ['6690-2', 'CT-CHEST']);
    expect(valuesOf(lines?.[0])).toEqual(['4.5']);
    expect(lines?.[1]?.alternatives).toEqual([]);
  });

  it('offers no exam whose code waits to be mapped', async () => {
    const id = await postExam('waits', { ...taken(2) });
    expect((await check('waits', ['CT-CHEST'])).lines?.[0]?.alternatives).toHaveLength(1);
    await results.database.transaction((manager) =>
      manager.update(ExamReport, { id }, { mapped: false }),
    );
    expect((await check('waits', ['CT-CHEST'])).lines?.[0]?.alternatives).toEqual([]);
  });

  it('finds the results of every record of a person', async () => {
    results.county.access.set('kept', { records: ['kept', 'panel'] });
    await postLab('kept', { ...taken(1), observations: [wbc('4.8')] });
    expect(valuesOf((await check('kept', ['6690-2'])).lines?.[0])).toEqual(['5.0', '4.8', '9.9']);
  });

  it('keeps to the scope of the access', async () => {
    await postLab('hidden', { ...taken(2), observations: [wbc('5.6'), hiv] });
    await postLab('hidden', { ...taken(2), observations: [wbc('7.7')] }, xiling);
    expect((await check('hidden', ['56888-1'])).lines?.[0]?.alternatives).toHaveLength(1);
    results.county.access.set('hidden', { sensitive: false });
    expect((await check('hidden', ['56888-1'])).lines?.[0]?.alternatives).toEqual([]);
    results.county.access.set('hidden', { scope: 'OWN', basis: 'OWN_DATA' });
    const own = aViewer('CLINICIAN', 'township-xiling');
    expect(valuesOf((await check('hidden', ['6690-2'], own)).lines?.[0])).toEqual(['7.7']);
  });

  it('takes as many statements for twenty items as for two, and writes nothing', async () => {
    const count = async (items: readonly string[]) => {
      await results.flushOffers();
      results.statements.length = 0;
      await check('patient-1', items);
      expect(results.statements.filter((sql) => !sql.startsWith('SELECT'))).toEqual([]);
      return results.statements.length;
    };
    await count(['6690-2']);
    const few = await count(['6690-2', 'CT-CHEST']);
    const panels = ['CBC', 'LIVER', 'KIDNEY', 'LIPID', 'ELECTROLYTE', 'COAG', 'URINE', 'HBV'];
    const many = [...panels.map((code) => `PANEL-${code}`), 'CT-CHEST', 'CT-HEAD', 'MR-BRAIN'];
    expect(few).toBe(3);
    expect(await count(many)).toBe(few);
  });

  it('lists the panels with their items', async () => {
    const { data } = await results.run(clinician, '{ resultPanels { code items { code } } }');
    expect(data?.resultPanels).toContainEqual({
      code: 'PANEL-BLOODTYPE',
      items: [{ code: '883-9' }, { code: '10331-7' }],
    });
  });

  it('knows a panel by its key', async () => {
    const text =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ResultItem { name } } }';
    const r = [{ __typename: 'ResultItem', code: 'PANEL-LIPID' }];
    expect((await results.run(clinician, text, { r })).data).toEqual({
      _entities: [{ name: '血脂四项' }],
    });
  });
});
