import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Fetch, twoGateways } from '../../testing/two-gateways';

const leaf = fc.constantFrom('id', 'name', 'nick', 'known: name', '__typename', 'tags');
const townLeaf = fc.constantFrom('id', 'name', 'size', 'called: name', '__typename');
const { person } = fc.letrec<{ person: string; town: string; visit: string }>((tie) => {
  const block = (leaves: fc.Arbitrary<string>, more: fc.Arbitrary<string>) =>
    fc
      .tuple(
        fc.uniqueArray(leaves, { minLength: 1, maxLength: 3 }),
        fc.array(more, { maxLength: 2 }),
      )
      .map(([own, nested]) => `{ ${[...own, ...new Set(nested)].join(' ')} }`);
  return {
    person: block(
      leaf,
      fc.oneof(
        { maxDepth: 3 },
        fc.constant('nick'),
        tie('town').map((inner) => `home ${inner}`),
        tie('person').map((inner) => `friends ${inner}`),
        tie('visit').map((inner) => `visits(first: 3) ${inner}`),
        tie('visit').map((inner) => `lastVisit ${inner}`),
      ),
    ),
    town: block(
      townLeaf,
      fc.oneof(
        { maxDepth: 3 },
        fc.constant('size'),
        tie('person').map((inner) => `mayor ${inner}`),
      ),
    ),
    visit: block(
      fc.constantFrom('days', 'note', 'd: days'),
      fc.oneof(
        { maxDepth: 3 },
        fc.constant('note'),
        tie('town').map((inner) => `town ${inner}`),
      ),
    ),
  };
});

const operations = fc.oneof(
  person.map((inner) => `query { person(id: "p1") ${inner} everyone ${inner} }`),
  person.map((inner) => `query { people ${inner} boss ${inner} }`),
  person.map((inner) => `mutation { rename(id: "p1", name: "x") ${inner} }`),
  person.map((inner) => `query { people { ...P } } fragment P on Person ${inner}`),
  person.map((inner) => `query { any { ... on Person ${inner} } }`),
  person.map((inner) => `query ($yes: Boolean!) { people @include(if: $yes) ${inner} }`),
);

describe('a compiled gateway', () => {
  it('answers what Apollo’s own executor answers, values and errors alike', async () => {
    await fc.assert(
      fc.asyncProperty(operations, fc.integer({ min: 0, max: 1e6 }), async (query, seed) => {
        const { stock, own } = await twoGateways(seed);
        const [theirs, ours] = [await stock(query, { yes: true }), await own(query, { yes: true })];
        expect(ours.data).toEqual(theirs.data);
        // Where Apollo says nothing of a value that is never null and is missing, ours does.
        const told = [...ours.errors].filter((error) => !error.includes('never null was missing'));
        expect(new Set(told)).toEqual(theirs.errors);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('asks for an entity once, however often it stands in the answer', async () => {
    const query = '{ everyone { friends { home { name } } } }';
    const twice = ({ representations }: Fetch) =>
      new Set(representations.map((one) => JSON.stringify(one))).size < representations.length;
    let repeated = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const { own, stock, fetches } = await twoGateways(seed);
      await stock(query);
      repeated += fetches.splice(0).filter(twice).length;
      await own(query);
      expect(fetches.filter(twice)).toEqual([]);
    }
    expect(repeated).toBeGreaterThan(0);
  });

  it('refuses a variable of the wrong type before it asks anybody', async () => {
    const { own, fetches } = await twoGateways(1);
    const { data, errors } = await own(
      'query ($yes: Boolean!) { people { id name } boss { id } any { name @skip(if: $yes) } }',
      { yes: 'no' },
    );
    expect([data, errors.size, fetches]).toEqual([null, 1, []]);
  });
});
