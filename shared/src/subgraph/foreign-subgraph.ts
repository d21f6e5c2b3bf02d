import type { GraphQLFormattedError } from 'graphql';
import type { Pool } from 'undici';
import type { RequestIdentity } from '../auth/viewer-header';
import { isErrorCode, plainDetails } from '../errors/format-error';
import { traceHeaders } from '../tracing/tracing';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client';
import { readAnswer } from './read-answer';
import type { SubgraphAnswer } from './subgraph';

/** Characters of a message of another's service that are passed on. */
const longestMessage = 1000;

/** A subgraph that is not the product's: it is told nothing of who asks. */
export interface ForeignSubgraph extends Omit<HttpClient<string>, 'post'> {
  /** Rejects with `Unavailable`, or `RequestTooLarge`; the cause is given to `onFailure`. */
  send(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    identity: RequestIdentity,
  ): Promise<SubgraphAnswer>;
}

const jsonHeaders = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
};

export function createForeignSubgraph(options: HttpClientOptions<string>): ForeignSubgraph {
  const { pathname, search } = new URL(options.url);
  const path = `${pathname}${search}`;
  const { post, ...client } = createHttpClient(options, {
    path,
    headers: () => ({ ...jsonHeaders, ...traceHeaders() }),
    look: (pool, within) => looksAlive(pool, path, within),
  });
  return {
    ...client,
    async send(query, variables, identity) {
      const answer = await post(query, JSON.stringify({ query, variables }), identity);
      return passedOn(options.name, answer);
    },
  };
}

/** Another's service has no health address that is known: it is asked the least there is. */
async function looksAlive(pool: Pool, path: string, within: number): Promise<string | null> {
  try {
    const { body, statusCode } = await pool.request({
      method: 'POST',
      ...{ path, headers: jsonHeaders, signal: AbortSignal.timeout(within) },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    readAnswer({ statusCode, text: await body.text() });
    return null;
  } catch {
    return 'it does not answer';
  }
}

/** Its data as sent; of its errors message, place, a code clients know, and single values. */
function passedOn(part: string, { data, errors }: SubgraphAnswer): SubgraphAnswer {
  const told = Array.isArray(errors) ? errors.map((error) => errorOf(part, error)) : [];
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return { data: isObject ? data : null, ...(told.length > 0 ? { errors: told } : {}) };
}

function errorOf(part: string, error: unknown): GraphQLFormattedError {
  const { message, path, extensions } = isRecord(error) ? error : {};
  const { code, ...details } = isRecord(extensions) ? extensions : {};
  return {
    message: typeof message === 'string' ? message.slice(0, longestMessage) : 'It failed.',
    ...(isPath(path) ? { path } : {}),
    extensions: { ...plainDetails(details), code: isErrorCode(code) ? code : 'INTERNAL', part },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isPath = (path: unknown): path is readonly (string | number)[] =>
  Array.isArray(path) && path.every((step) => ['string', 'number'].includes(typeof step));
