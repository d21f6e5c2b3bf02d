import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  describeOnBothDatabases,
  schemaDrift,
  testLocation,
} from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { loadCatalogue } from './catalogue/catalogue';
import { createSubgraph } from './index';
import { aLabReport, aQualityRecord } from './testing/report.factory';
import { clinician, type ResultsHarness, startResults } from './testing/results.harness';

describeOnBothDatabases('the results subgraph', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  it('has the tables its entities describe', async () => {
    expect(await schemaDrift(results.database)).toEqual([]);
  });

  it('starts from nothing and answers', async () => {
    const { location, remove } = testLocation(kind);
    const subgraph = await createSubgraph(testOptions(location));
    await subgraph.ready();
    const { data } = await runAs(
      subgraph,
      clinician,
      '{ resultItems(first: 1) { nodes { code } } }',
    );
    expect(data).toEqual({ resultItems: { nodes: [{ code: '10331-7' }] } });
    await subgraph.stop();
    await remove(['results']);
  });

  it('answers entities by key', async () => {
    results.county.access.set('patient-1', {});
    const { value } = await results.post(aLabReport());
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on LabReport { version } ... on ResultItem { name loinc group sensitive } } }';
    const r = [
      { __typename: 'LabReport', id: value?.report.id },
      { __typename: 'ResultItem', code: '6690-2' },
      { __typename: 'ResultItem', code: 'no-such-item' },
    ];
    const { data } = await results.run(clinician, query, { r });
    expect(data).toEqual({
      _entities: [
        { version: 1 },
        { name: '白细胞计数', loinc: '6690-2', group: 'CBC', sensitive: false },
        null,
      ],
    });
  });

  it('lists only passed quality records, newest first', async () => {
    await results.database.transaction((manager) =>
      manager.save([
        aQualityRecord({ id: 'older', validFrom: '2025-01-01', validTo: '2025-12-31' }),
        aQualityRecord({ id: 'newer' }),
        aQualityRecord({ id: 'failed', passed: false }),
        aQualityRecord({ id: 'other', itemCode: '718-7' }),
      ]),
    );
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Institution { all: qualityRecords { id } wbc: qualityRecords(itemCode: "6690-2") { id mark item { name } validTo } } } }';
    const r = [{ __typename: 'Institution', id: 'township-dongpu' }];
    const { data } = await results.run(aViewer('QUALITY_MANAGER'), query, { r });
    const [institution] = (data?._entities ?? []) as { all: unknown[]; wbc: unknown[] }[];
    expect(institution?.all).toHaveLength(3);
    expect(institution?.wbc).toEqual([
      { id: 'newer', mark: '医共体HR', item: { name: '白细胞计数' }, validTo: '2026-12-31' },
      { id: 'older', mark: '医共体HR', item: { name: '白细胞计数' }, validTo: '2025-12-31' },
    ]);
  });

  it('pages the catalogue without losing or doubling an item', async () => {
    const query =
      'query ($after: String) { resultItems(search: "ct", category: IMAGING, first: 3, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }';
    const codes: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { data } = await results.run(clinician, query, { after: after || null });
      const page = data?.resultItems as {
        nodes: { code: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      codes.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    }
    const expected = loadCatalogue()
      .orderable.filter((item) => item.category === 'IMAGING')
      .filter((item) => /ct/i.test([item.code, item.name, item.englishName].join(' ')));
    expect(codes).toEqual(expected.map(({ code }) => code));
  });
});
