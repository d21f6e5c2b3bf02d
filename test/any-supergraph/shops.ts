import type { SmallSubgraph } from '@lianyi/gateway/testing/small-graph';

/** A graph that has nothing to do with medicine; `slow` is answered once `opened` is. */
export const shopsUntil = (opened: Promise<void>): SmallSubgraph => ({
  typeDefs: `
    type Query { shop: Shop slow: Shop broken: String }
    type Shop @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: {
      shop: () => ({ id: 's1', name: 'Corner' }),
      slow: () => opened.then(() => ({ id: 's1', name: 'Corner' })),
      broken: () => {
        throw new Error('the shop burnt down');
      },
    },
  },
});

export const shops = shopsUntil(Promise.resolve());

/** What is in a shop, by a service of its own; each says which one it is. */
export const stockOf = (who: string, more = ''): SmallSubgraph => ({
  typeDefs: `type Shop @key(fields: "id") { id: ID! items: [String!]! ${more} }`,
  resolvers: {
    Shop: { __resolveReference: ({ id }: { id: string }) => ({ id }), items: () => [who] },
  },
});

/** Two fields at odds over one that both need: it can be told to the second one time only. */
export const contradiction: SmallSubgraph = {
  typeDefs: `type Shop @key(fields: "id") {
    id: ID!
    price(unit: String!): Int @external
    both: Int @requires(fields: "price(unit: \\"KG\\") ... on Shop { price(unit: \\"G\\") }")
  }`,
};

export const prices: SmallSubgraph = {
  typeDefs: `type Query { shop: Shop } type Shop @key(fields: "id") { id: ID! price(unit: String!): Int }`,
};
