import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { startPharmacy } from '../testing/pharmacy.harness';
import { readDrugFile } from './drug-file';

describeOnBothDatabases('the drug catalogue', (kind) => {
  const viewer = aViewer('QUALITY_MANAGER');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    const marked = aDrug({
      code: drugCode(2),
      name: '百分号%制剂',
      initials: 'bfhzj',
      price: null,
    });
    harness = await startPharmacy(kind, [...readDrugFile(), marked]);
  });
  afterAll(() => harness?.stop());

  const names = async (search: string) => {
    const query = 'query ($s: String) { drugs(search: $s, first: 100) { nodes { name } } }';
    const { data, errors } = await harness.run(viewer, query, { s: search });
    expect(errors).toBeUndefined();
    const { nodes } = (data as unknown as { drugs: { nodes: { name: string }[] } }).drugs;
    return nodes.map(({ name }) => name);
  };

  it('tells everything of a drug', async () => {
    const query =
      'query ($code: ID!) { drug(code: $code) { name form strength unit maker category atc insuranceClass essential control antiInfective tiers price } }';
    const { data } = await harness.run(viewer, query, { code: 'XN02AAA953A013090190003' });
    expect(data).toEqual({
      drug: {
        ...{ name: '硫酸吗啡缓释片', form: '缓释片', strength: '30mg', unit: '盒（10片）' },
        ...{ maker: '示例制药丙有限公司', category: 'WESTERN', atc: 'N02AA01' },
        ...{ insuranceClass: '甲类', essential: true, control: 'NARCOTIC', antiInfective: false },
        tiers: ['COUNTY_HOSPITAL', 'CITY_HOSPITAL', 'PROVINCIAL_HOSPITAL'],
        price: 98.7,
      },
    });
  });

  it.each([
    ['a part of the name', '氯地平'],
    ['its pinyin initials', 'BHSA'],
    ['its code', 'xc08caa901'],
    ['initials in full width', 'ｂｈｓａ'],
  ])('is searched by %s', async (_what, text) => {
    expect(await names(text)).toEqual(['苯磺酸氨氯地平片']);
  });

  it('takes wildcards for text', async () => {
    expect(await names('%')).toEqual(['百分号%制剂']);
    expect(await names('_')).toEqual([]);
  });

  it('comes in pages that lose and double none', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query =
        'query ($after: String) { drugs(first: 17, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }';
      const { data } = await harness.run(viewer, query, { after });
      const { drugs } = data as unknown as {
        drugs: {
          nodes: { code: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      seen.push(...drugs.nodes.map(({ code }) => code));
      after = drugs.pageInfo.hasNextPage ? drugs.pageInfo.endCursor : null;
    } while (after !== null);
    const all = [...readDrugFile().map(({ code }) => code), drugCode(2)].sort();
    expect(seen).toEqual(all);
  });

  it('refuses a search longer than a name', async () => {
    const query = 'query ($s: String) { drugs(search: $s) { nodes { code } } }';
    const { errors } = await harness.run(viewer, query, { s: '长'.repeat(101) });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'search' } }]);
  });

  it('answers drugs by key, from the process’s cache the second time', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Drug { name price } } }';
    const r = [drugCode(2), 'T900000101', 'none'].map((code) => ({ __typename: 'Drug', code }));
    const expected = {
      _entities: [{ name: '百分号%制剂', price: null }, { name: '黄芪', price: 0.12 }, null],
    };
    expect((await harness.run(viewer, query, { r })).data).toEqual(expected);
    harness.statements.length = 0;
    expect((await harness.run(viewer, query, { r: r.slice(0, 2) })).data).toEqual({
      _entities: expected._entities.slice(0, 2),
    });
    expect(harness.statements).toEqual([]);
  });
});
