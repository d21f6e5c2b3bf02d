import { describe, expect, it } from '@jest/globals';
import { type SmallSubgraph, smallGraph } from '../../testing/small-graph';

const things: SmallSubgraph = {
  typeDefs: `
    type Query { open: Thing secret: Thing list: [Thing!] kind: Kind secretKind: Kind }
    enum Kind { OPEN SECRET @inaccessible }
    interface Thing { id: ID! }
    type Book implements Thing { id: ID! }
    type Secret implements Thing @inaccessible { id: ID! }`,
  resolvers: {
    Query: {
      open: () => ({ __typename: 'Book', id: 'b' }),
      secret: () => ({ __typename: 'Secret', id: 's' }),
      kind: () => 'OPEN',
      secretKind: () => 'SECRET',
      list: () => [{ __typename: 'Secret', id: 's' }],
    },
  },
};

it('null stands for a value of an enum that clients may not see, and nothing went wrong', async () => {
  const { ask } = await smallGraph({ things });
  const { data, errors } = await ask('{ kind secretKind }');
  expect({ data, errors }).toEqual({ data: { kind: 'OPEN', secretKind: null }, errors: [] });
});

describe('an object of a type that clients may not see', () => {
  it('is null to them, and nothing went wrong', async () => {
    const { ask } = await smallGraph({ things });
    const { data, errors } = await ask('{ open { id } secret { id } }');
    expect({ data, errors }).toEqual({ data: { open: { id: 'b' }, secret: null }, errors: [] });
  });

  it('is an error where nothing may be null', async () => {
    const { ask } = await smallGraph({ things });
    const { data, errors } = await ask('{ list { id } }');
    expect(data).toEqual({ list: null });
    expect(errors).toEqual([
      { message: 'a value that is never null was missing', path: undefined },
    ]);
  });
});
