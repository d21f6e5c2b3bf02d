import type { ApolloServer } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { GatewayContext } from '../context';
import { askThrough } from './ask-through';

/** A page of the change feed, as the graph answers it. */
export interface EventPage {
  readonly nodes: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a stream asks for. */
export interface EventQuestion {
  readonly viewer: Viewer;
  readonly after: string | null;
  readonly types: readonly string[] | null;
}

/** Rejects with the graph's refusal. */
export type ReadEvents = (question: EventQuestion) => Promise<EventPage>;

/** Changes of one page: what a stream holds for a slow client at most. */
const pageSize = 100;

const query = `query EventStream($after: String, $first: Int, $types: [String!]) {
  changes(after: $after, first: $first, types: $types) {
    nodes {
      cursor type at pseudonym otherPseudonym patientId otherPatientId institution { id }
      details { name value }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Asks `changes` through the graph, as any client would: what a viewer may see has this one place. */
export const readEventsThrough = (
  server: ApolloServer<GatewayContext>,
  newId: () => string,
): ReadEvents => {
  const ask = askThrough(server, newId);
  return async ({ viewer, after, types }) => {
    const variables = { after, types, first: pageSize };
    const { changes } = await ask({ query, variables, operationName: 'EventStream', viewer });
    return changes as EventPage;
  };
};
