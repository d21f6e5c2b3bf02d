import { beforeAll, describe, expect, it } from '@jest/globals';
import { planSupergraph } from '../../testing/plan-graph';
import { type Fetch, twoGateways } from '../../testing/two-gateways';

describe('a compiled gateway', () => {
  let gateways: Awaited<ReturnType<typeof twoGateways>>;
  beforeAll(async () => {
    gateways = await twoGateways(planSupergraph);
  });

  /** Both answers in every one of some worlds. */
  const inWorlds = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const answers = [];
    for (let seed = 0; seed < 30; seed += 1) {
      gateways.world.seed = seed;
      const [ours, theirs] = [
        await gateways.own(query, variables),
        await gateways.stock(query, variables),
      ];
      answers.push({ ours, theirs });
    }
    return answers;
  };

  it('asks for an entity once, however often it stands in the answer', async () => {
    const query = '{ everyone { friends { lastVisit { days } } } }';
    const twice = ({ representations }: Fetch) =>
      new Set(representations.map((one) => JSON.stringify(one))).size < representations.length;
    const { own, stock, fetches, world } = gateways;
    let repeated = 0;
    for (let seed = 0; seed < 30; seed += 1) {
      world.seed = seed;
      fetches.length = 0;
      await stock(query);
      repeated += fetches.splice(0).filter(twice).length;
      await own(query);
      expect(fetches.filter(twice)).toEqual([]);
    }
    expect(repeated).toBeGreaterThan(0);
  });

  it('asks a subgraph once for what it asks at the same time', async () => {
    const query = '{ boss { lastVisit { days } } people { lastVisit { days } visits { note } } }';
    const { own, stock, fetches, world } = gateways;
    let [most, least] = [0, 0];
    for (world.seed = 0; world.seed < 30; world.seed += 1) {
      fetches.length = 0;
      await stock(query);
      most += fetches.splice(0).length;
      const { data } = await own(query);
      least += fetches.length;
      expect(fetches.filter(({ name }) => name === 'places').length).toBeLessThan(2);
      expect(data).toBeDefined();
    }
    expect(least).toBeLessThan(most);
  });

  it('runs fetches whose text has fragments beside others of the same part', async () => {
    const twice =
      '...  { reviews { text } stars } ... on Named { ... on Rated { reviews { text } stars } }';
    const query = `{ a: crowd { ...F } b: crowd { ...F } } fragment F on Rated { ${twice} }`;
    for (const { ours, theirs } of await inWorlds(query)) expect(ours.data).toEqual(theirs.data);
  });

  it('refuses a variable of the wrong type before it asks anybody', async () => {
    gateways.fetches.length = 0;
    const query = 'query ($yes: Boolean!) { people { id name @skip(if: $yes) } }';
    const { data, errors } = await gateways.own(query, { yes: 'no' });
    expect([data, errors.length, gateways.fetches]).toEqual([null, 1, []]);
  });

  it('answers an alias called as a key field with its own value', async () => {
    const plain = '{ people { name home { called: name size } lastVisit { days } } }';
    const clashing = plain.replace('{ name', '{ id: name').replace('called', 'id');
    let answered = 0;
    for (const { ours } of await inWorlds(clashing)) {
      const people = JSON.stringify(ours.data);
      answered += people.includes('"id":"name ') ? 1 : 0;
      expect(people).not.toMatch(/"id":"(?:Person|Town)-/);
    }
    expect(answered).toBeGreaterThan(10);
    const [one, other] = [await inWorlds(plain), await inWorlds(clashing)];
    const renamed = one.map(({ ours }) =>
      JSON.stringify(ours).replaceAll(
        /("people":\[)|"name"|"called"/g,
        (_all, list) => list ?? '"id"',
      ),
    );
    expect(other.map(({ ours }) => JSON.stringify(ours))).toEqual(renamed);
  });

  it('names a field of an error as the client does', async () => {
    const paths = (await inWorlds('{ people { id: age } }')).flatMap(({ ours }) =>
      ours.errors.map(({ path }) => path?.[2]),
    );
    expect(new Set(paths)).toEqual(new Set([undefined, 'id']));
  });

  it('answers from the schema itself beside what parts answer', async () => {
    const query = `query ($of: String!, $yes: Boolean!) {
      id: __schema { queryType { name } } person: __type(name: $of) { ...T }
      gone: __type(name: "No") { name } __schema @skip(if: $yes) { description } people { id }
    } fragment T on __Type { kind name }`;
    for (const { ours, theirs } of await inWorlds(query, { of: 'Being', yes: true })) {
      expect(ours).toEqual(theirs);
      expect(ours.data).toMatchObject({
        id: { queryType: { name: 'Query' } },
        ...{ person: { kind: 'UNION', name: 'Being' }, gone: null },
      });
    }
  });

  it('keeps a variable of the client apart from the one plans have', async () => {
    const asked = (name: string) =>
      `query ($${name}: Int) { people { visits(first: $${name}) { days } } }`;
    const clashing = await inWorlds(asked('representations'), { representations: 2 });
    const plain = await inWorlds(asked('first'), { first: 2 });
    expect(clashing.map(({ ours }) => ours)).toEqual(plain.map(({ ours }) => ours));
    expect(JSON.stringify(plain)).toContain('days');
  });
});
