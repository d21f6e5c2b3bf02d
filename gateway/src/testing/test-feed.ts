import { DomainError } from '@lianyi/shared/errors/domain-error';
import { GraphQLError } from 'graphql';

export const feedTypeDefs = `
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Detail { name: String! value: String }
  type Institution { id: ID! }
  type Change {
    cursor: String! type: String! at: String pseudonym: ID otherPseudonym: ID
    patientId: ID otherPatientId: ID institution: Institution details: [Detail!]!
  }
  type Changes { nodes: [Change!]! pageInfo: PageInfo! }
  extend type Query { changes(after: String, first: Int, types: [String!]): Changes }
`;

const refusing = (error: DomainError) => new GraphQLError('wrapped', { originalError: error });

/** A change feed in memory: the text of a detail, or null for what is passed over. */
export function createTestFeed() {
  const told: (string | null)[] = [];
  let asked = 0;
  let refusal: DomainError | null = null;
  const page = (from: number, first: number) => {
    const nodes: object[] = [];
    let end = from;
    for (; end < told.length && nodes.length < first; end += 1)
      if (told[end] != null)
        nodes.push({
          cursor: `c${end + 1}`,
          ...{ type: 'test.told', at: null },
          details: [{ name: 'text', value: told[end] }],
        });
    return { nodes, pageInfo: { hasNextPage: end < told.length, endCursor: `c${end}` } };
  };
  return {
    /** Adds what is to be told. */
    tell: (...texts: (string | null)[]) => void told.push(...texts),
    /** From now on `changes` is refused with this; null: answered again. */
    refuse(error: DomainError | null) {
      refusal = error;
    },
    /** How often `changes` was asked. */
    asked: () => asked,
    end: async () => `c${told.length}`,
    rootValue: {
      changes({ after, first, types }: { after?: string; first: number; types?: string[] }) {
        asked += 1;
        if (refusal) throw refusing(refusal);
        if (after === 'old') throw refusing(new DomainError('CONFLICT', 'gone', { resync: true }));
        if (types?.includes('none')) throw refusing(new DomainError('INVALID_INPUT', 'types'));
        return page(after ? Number(after.slice(1)) : 0, first);
      },
    },
  };
}
export type TestFeed = ReturnType<typeof createTestFeed>;
