import { describe, expect, it } from '@jest/globals';
import { type SmallSubgraph, smallGraph } from '../../testing/small-graph';

describe('a key by which a subgraph cannot be asked', () => {
  const record: SmallSubgraph = {
    typeDefs: `type Report @key(fields: "id") @key(fields: "code", resolvable: false) { id: ID! code: ID! text: String! }`,
    resolvers: {
      Report: { __resolveReference: ({ id }: { id: string }) => ({ id, code: 'c', text: 'seen' }) },
    },
  };
  const desk: SmallSubgraph = {
    typeDefs: `
      type Query { report: Report }
      type Report @key(fields: "code", resolvable: false) @key(fields: "id") {
        id: ID! code: ID! text: String! @external length: Int @requires(fields: "text")
      }`,
    resolvers: {
      Query: { report: () => ({ id: 'r1', code: 'c' }) },
      Report: {
        __resolveReference(told: { id?: string; text?: string }) {
          if (!told.id) throw new Error('asked by a key that is none here');
          return told;
        },
        length: ({ text }: { text: string }) => text.length,
      },
    },
  };

  it('is not used to come back to it', async () => {
    const { ask } = await smallGraph({ record, desk });
    const { data, errors } = await ask('{ report { length } }');
    expect({ data, errors }).toEqual({ data: { report: { length: 4 } }, errors: [] });
  });
});

describe('a root field that no subgraph can answer', () => {
  const nobodys: SmallSubgraph = {
    typeDefs: `type Query { nobody: Being now: Int } interface Being @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { now: () => 1 }, Being: { __resolveType: () => 'Being' } },
  };
  const tags: SmallSubgraph = {
    typeDefs: `type Being @interfaceObject @key(fields: "id", resolvable: false) { id: ID! tag: String }`,
  };

  it.each([
    '{ nobody { tag } }',
    '{ now nobody { tag } }',
    '{ now ... @include(if: true) { nobody { tag } } }',
  ])('is an error, and nothing is answered: %s', async (query) => {
    const { ask, sent } = await smallGraph({ nobodys, tags });
    expect(await ask(query)).toEqual({
      data: null,
      errors: [{ message: 'nobody: no subgraph can answer what is asked of it.', path: undefined }],
    });
    expect(sent).toEqual([]);
  });

  it('is none where the client leaves it out', async () => {
    const { ask } = await smallGraph({ nobodys, tags });
    const query = 'query ($with: Boolean!) { __typename now nobody @include(if: $with) { tag } }';
    const { data, errors } = await ask(query, { with: false });
    expect({ data, errors }).toEqual({ data: { __typename: 'Query', now: 1 }, errors: [] });
    expect((await ask(query, { with: true })).data).toBe(null);
  });
});

it('a subscription is refused, as nobody here would carry it', async () => {
  const news: SmallSubgraph = {
    typeDefs: 'type Query { now: Int } type Subscription { later: Int }',
  };
  const { ask } = await smallGraph({ news });
  expect(await ask('subscription { later }')).toEqual({
    data: null,
    errors: [{ message: 'query: subscriptions are not served here.', path: undefined }],
  });
});

describe('what a plan leaves out below the root', () => {
  const cabinet: SmallSubgraph = {
    typeDefs: `
      type Query { cabinet: Cabinet }
      type Cabinet @key(fields: "id") { id: ID! drawer: Drawer @shareable }
      type Drawer @shareable { things: [Thing!]! }
      union Thing = Pill | Scissors
      type Pill @shareable { name: String }
      type Scissors { length: Int }`,
    resolvers: {
      Query: {
        cabinet: () => ({
          id: 'c1',
          drawer: {
            things: [
              { __typename: 'Pill', name: 'Aspirin' },
              { __typename: 'Scissors', length: 12 },
            ],
          },
        }),
      },
    },
  };
  const other: SmallSubgraph = {
    typeDefs: `
      type Cabinet @key(fields: "id") { id: ID! drawer: Drawer @shareable }
      type Drawer @shareable { things: [Thing!]! }
      union Thing = Pill
      type Pill @shareable { name: String }`,
  };
  const start = () => smallGraph({ cabinet, other });

  it('is an error beside the rest where an object has it, and nothing where none has', async () => {
    const { ask } = await start();
    const of = (fragment: string) =>
      ask(`{ cabinet { drawer { things { ... on Pill { name } ${fragment} } } } }`);
    const { data, errors } = await of('... on Scissors { length }');
    const things = [{ name: 'Aspirin' }, { length: null }];
    expect(data).toEqual({ cabinet: { drawer: { things } } });
    const message = 'Scissors.length: no subgraph can answer what is asked of it.';
    expect(errors).toEqual([{ message, path: undefined }]);
    expect((await of('')).errors).toEqual([]);
  });

  it('is nothing where conditions take away all that is asked of it', async () => {
    const { ask } = await start();
    const query = 'query ($yes: Boolean!) { cabinet @include(if: $yes) { id @skip(if: $yes) } }';
    expect(await ask(query, { yes: true })).toEqual({ data: { cabinet: null }, errors: [] });
  });
});
