import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createOrderingClient, taken, wbc } from '../testing/ordering.client';
import { aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const hospital = aViewer('REPORTER', 'county-hospital');

describeOnBothDatabases('a test repeated under another record of the same person', (kind) => {
  let results: ResultsHarness;
  const { decide, postExam, postLab } = createOrderingClient(() => results);
  const repeats = async () => {
    const query = `{ page: undecidedRepeats(period: { start: "2026-03-01", end: "2026-03-31" }) {
      nodes { items { item { code } source { id } } } } }`;
    const { data, errors } = await results.run(lead, query);
    return { nodes: (data?.page as { nodes: object[] } | null)?.nodes, errors };
  };
  const found = async () => JSON.stringify((await repeats()).nodes);

  beforeAll(async () => {
    results = await startResults(kind);
    const held = ['6690-2', 'CT-ALL'].map((itemCode) => aQualityRecord({ id: itemCode, itemCode }));
    await results.database.transaction((manager) => manager.save(held));
    for (const id of ['one', 'two', 'other']) results.county.access.set(id, {});
    await postLab('one', { ...taken(1), observations: [wbc('5.6')] });
    await postExam('one', taken(1));
    await postLab('two', { ...taken(3), observations: [wbc('5.8')] }, hospital);
    await postExam('two', taken(3), hospital);
    await postLab('other', { ...taken(3), observations: [wbc('5.8')] }, hospital);
  });
  afterAll(() => results.stop());

  it('is found once the records are known to be one person’s', async () => {
    expect((await repeats()).nodes).toEqual([]);
    for (const id of ['one', 'two']) results.county.access.set(id, { records: ['one', 'two'] });
    const source = { id: 'township-dongpu' };
    expect((await repeats()).nodes).toHaveLength(2);
    expect((await repeats()).nodes).toEqual(
      expect.arrayContaining([
        { items: [{ item: { code: '6690-2' }, source }] },
        { items: [{ item: { code: 'CT-CHEST' }, source }] },
      ]),
    );
  });

  it('is none once something was decided under either record', async () => {
    results.clock.now = new Date('2026-03-03T07:00:00+08:00');
    await decide({
      patientId: 'one',
      itemCode: '6690-2',
      choice: 'REPEATED',
      reason: 'FAST_CHANGING',
    });
    expect(await found()).not.toContain('6690-2');
    expect(await found()).toContain('CT-CHEST');
  });

  it('is not called none where patients cannot be asked', async () => {
    results.county.down.add('PersonRecords');
    const { nodes, errors } = await repeats();
    results.county.down.clear();
    expect([nodes, errors]).toMatchObject([undefined, [{ extensions: { code: 'UNAVAILABLE' } }]]);
  });
});
