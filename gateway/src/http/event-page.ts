import type { ApolloServer } from '@apollo/server';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { DomainError, errorCodes } from '@lianyi/shared/errors/domain-error';
import { traced } from '@lianyi/shared/tracing/tracing';
import type { GatewayContext } from '../context';
import { newTraceId } from './trace-id';

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
export const readEventsThrough =
  (server: ApolloServer<GatewayContext>, newId: () => string): ReadEvents =>
  async ({ viewer, after, types }) => {
    const origin = { traceId: newTraceId() };
    const contextValue = {
      ...{ viewer, requestId: newId(), operationName: 'EventStream', grants: [] },
      ...origin,
    };
    const variables = { after, types, first: pageSize };
    const { body } = await traced({ name: 'operation', origin }, () =>
      server.executeOperation({ query, variables }, { contextValue }),
    );
    if (body.kind !== 'single') throw new Error('answers are never sent in parts');
    const { data, errors } = body.singleResult;
    const [error] = errors ?? [];
    if (error) throw refusalOf(error);
    return data?.changes as EventPage;
  };

/** The graph's refusal as one; what it could not explain fails here, too. */
function refusalOf({ message, extensions }: { message: string; extensions?: object }) {
  const { code: given, ...details } = { ...extensions } as Record<string, string | boolean>;
  const code = errorCodes.find((known) => known === given);
  return code === undefined ? new Error(message) : new DomainError(code, message, details);
}
