import { beforeEach, describe, expect, it } from '@jest/globals';
import { composed, smallGraph } from '../../testing/small-graph';
import { during, subgraphs, world } from '../../testing/town-graph';
import { openReference } from '../reference/open-reference';

const supergraph = composed(subgraphs);
const named = 'query ($t: [ID!]!) { visits(towns: $t) { town { name } } }';

describe('a gateway that keeps reference data', () => {
  let change: () => void;
  let graph: Awaited<ReturnType<typeof smallGraph>>;
  beforeEach(async () => {
    Object.assign(world, { name: 'Here', asked: 0, fails: false, isDown: false, isTorn: false });
    during.fetch = async () => undefined;
    const reference = openReference(supergraph, {
      onChange: (_types, drop) => {
        change = drop;
      },
    });
    graph = await smallGraph(subgraphs, supergraph, reference);
  });

  const askedFor = () =>
    graph.sent
      .splice(0)
      .filter(({ name }) => name === 'towns')
      .map(({ representations }) => (representations as { id: string }[]).map(({ id }) => id));
  /** Asks twice: what the towns’ part was asked for the second time. */
  const again = async (query: string, variables: object = { t: ['a'] }) => {
    const first = await graph.ask(query, { ...variables });
    askedFor();
    expect(await graph.ask(query, { ...variables })).toEqual(first);
    return askedFor();
  };

  it('asks for what it does not know, and for nothing where it knows all', async () => {
    await graph.ask(named, { t: ['a', 'b'] });
    expect(askedFor()).toEqual([['a', 'b']]);
    const { data } = await graph.ask(named, { t: ['c', 'b', 'a', 'c'] });
    expect(askedFor()).toEqual([['c']]);
    const names = ['c', 'b', 'a', 'c'].map((id) => ({ town: { name: `Here ${id}` } }));
    expect(data).toEqual({ visits: names });
    await graph.ask(named, { t: ['b', 'c'] });
    expect(askedFor()).toEqual([]);
  });

  it('keeps all that is reference data, however deep, and nothing where anything else is asked', async () => {
    const of = (fields: string) =>
      `query ($t: [ID!]!) { visits(towns: $t) { town { ${fields} } } }`;
    expect(await again(of('name near { name mayor { name } }'))).toEqual([]);
    expect(await again(of('name today'))).toEqual([['a']]);
    expect(await again(of('near { name near { today } }'))).toEqual([['a']]);
    expect(await again(of('name motto(long: true)'))).toEqual([['a']]);
    expect(
      await again(`${of('...F ... @include(if: true) { name }')} fragment F on Town { name }`),
    ).toEqual([]);
  });

  it('keeps apart what is asked in other words, and by other variables', async () => {
    const of = (fields: string) =>
      `query ($t: [ID!]!, $yes: Boolean! = true) { visits(towns: $t) { town { ${fields} } } }`;
    const variants: [string, object?][] = [
      ['name'],
      ['called: name'],
      ['name near { name @include(if: $yes) id }'],
      ['name near { name @include(if: $yes) id }', { yes: false }],
      ['name near { name @skip(if: $yes) id }'],
    ];
    for (const [fields, more = {}] of variants) {
      const { data } = await graph.ask(of(fields), { t: ['a'], ...more });
      expect([fields, askedFor()]).toEqual([fields, [['a']]]);
      expect(await graph.ask(of(fields), { t: ['a'], ...more })).toEqual({ data, errors: [] });
      expect(askedFor()).toEqual([]);
    }
  });

  it('keeps one answer for all operations that ask in the same words', async () => {
    await graph.ask(named, { t: ['a'] });
    askedFor();
    await graph.ask(`query Other ($t: [ID!]!) { all: visits(towns: $t) { town { name } } }`, {
      t: ['a'],
    });
    expect(askedFor()).toEqual([]);
  });

  it('never shows one viewer what was another’s, in whatever order they ask', async () => {
    const whole = 'name mayor { name secret } near { name mayor { name secret } }';
    const part = 'name mayor { name } near { name mayor { name } }';
    const ask = async (viewer: string, fields: string) =>
      graph.ask(`{ visits(towns: ["a", "a", "b"]) { town { ${fields} } } }`, {}, { viewer });
    for (let round = 0; round < 2; round += 1)
      for (const viewer of ['one', 'other']) {
        const { data, errors } = await ask(viewer, whole);
        expect(errors).toEqual([]);
        expect(JSON.stringify(data).match(/of (one|other)/g)).toEqual(
          Array(5).fill(`of ${viewer}`),
        );
        expect(JSON.stringify(await ask(viewer, part))).not.toContain('secret');
      }
    const both = await Promise.all(['one', 'other'].map((viewer) => ask(viewer, whole)));
    expect(both.map(({ data }) => new Set(JSON.stringify(data).match(/of (one|other)/g)))).toEqual([
      new Set(['of one']),
      new Set(['of other']),
    ]);
    const town = graph.sent.filter(({ name }) => name === 'towns');
    // Of whole and of part, once for the mayors and once for their names.
    expect(town.length).toBeLessThanOrEqual(4);
  });

  it('keeps no error, nothing that came with one, and no null', async () => {
    expect(await again(named, { t: ['nowhere'] })).toEqual([['nowhere']]);
    world.isDown = true;
    expect(await again(named, { t: ['a'] })).toEqual([['a']]);
    Object.assign(world, { isDown: false, isTorn: true });
    const near = named.replace('name', 'name near { name }');
    expect(await again(near)).toEqual([['a']]);
    world.isTorn = false;
    const { data } = await graph.ask(near, { t: ['a'] });
    expect(data).toEqual({ visits: [{ town: { name: 'Here a', near: { name: 'Here b' } } }] });
  });

  it('tells an error of what it did not know at its place, and the rest whole', async () => {
    await graph.ask(named, { t: ['a', 'c'] });
    world.isDown = true;
    const { data, errors } = await graph.ask(named.replace('town {', 'town { id'), {
      t: ['a', 'b', 'c', 'd'],
    });
    expect(askedFor().at(-1)).toEqual(['b', 'd']);
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ['no b', ['visits', 1, 'town']],
      ['no d', ['visits', 3, 'town']],
    ]);
    expect(data).toBeNull();
  });

  it.each(['answered', 'broken off'])('forgets with a write that was %s', async (how) => {
    world.fails = how === 'broken off';
    await graph.ask(named, { t: ['a'] });
    const visit = 'visit(town: "a") { town { name } }';
    const town = { name: 'There a' };
    const written = await graph.ask(`mutation { rename(name: "There") { id } ${visit} }`);
    if (!world.fails) expect(written.data).toMatchObject({ visit: { town } });
    const { data } = await graph.ask(named, { t: ['a'] });
    expect(data).toEqual({ visits: [{ town }] });
  });

  it('forgets when it is told that something changed, and what was on its way then', async () => {
    await graph.ask(named, { t: ['a'] });
    change();
    during.fetch = async () => {
      during.fetch = async () => undefined;
      change();
    };
    await graph.ask(named, { t: ['a'] });
    askedFor();
    expect(await again(named)).toEqual([]);
    expect(world.asked).toBe(3);
  });

  it('keeps nothing where it is given no place for it', async () => {
    graph = await smallGraph(subgraphs, supergraph);
    expect(await again(named)).toEqual([['a']]);
  });
});
