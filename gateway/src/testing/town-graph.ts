import type { SmallSubgraph } from './small-graph';

/** What the part of towns holds, and does. */
export const world = { name: 'Here', asked: 0, fails: false, isDown: false, isTorn: false };
export const during = { fetch: async () => undefined };

const towns: SmallSubgraph = {
  typeDefs: `
    type Query { nothing: Int }
    type Mutation { rename(name: String!): Town! }
    type Town @key(fields: "id") {
      id: ID! name: String! @reference motto(long: Boolean): String @reference
      mayor: Person! @reference
      near: Town @reference today: Int
    }
    type Person @key(fields: "id") { id: ID! name: String! @reference }`,
  resolvers: {
    Mutation: {
      rename: (_: object, { name }: { name: string }) => {
        world.name = name;
        if (world.fails) throw new Error('it may have been renamed');
        return { id: 'a' };
      },
    },
    Town: {
      __resolveReference: async ({ id }: { id: string }) => {
        world.asked += 1;
        await during.fetch();
        if (world.isDown) throw new Error(`no ${id}`);
        return id === 'nowhere' ? null : { id };
      },
      name: ({ id }: { id: string }) => `${world.name} ${id}`,
      mayor: ({ id }: { id: string }) => ({ id: `mayor of ${id}` }),
      near: ({ id }: { id: string }) => {
        if (world.isTorn) throw new Error('half of it');
        return id === 'a' ? { id: 'b' } : null;
      },
      today: () => 1,
    },
    Person: { name: ({ id }: { id: string }) => id },
  },
};

/** Of people a viewer sees what is hers. */
const secrets: SmallSubgraph = {
  typeDefs: `
    type Query { visits(towns: [ID!]!): [Visit!]! }
    type Mutation { visit(town: ID!): Visit! }
    type Visit { town: Town! }
    type Town @key(fields: "id", resolvable: false) { id: ID! }
    type Person @key(fields: "id") { id: ID! secret: String }`,
  resolvers: {
    Query: {
      visits: (_: object, { towns }: { towns: string[] }) => towns.map((id) => ({ town: { id } })),
    },
    Mutation: { visit: (_: object, { town: id }: { town: string }) => ({ town: { id } }) },
    Person: {
      __resolveReference: (person: object) => person,
      secret: (_: object, _args: object, context: unknown) =>
        `of ${(context as { viewer: string }).viewer}`,
    },
  },
};

export const subgraphs = { towns, secrets };
