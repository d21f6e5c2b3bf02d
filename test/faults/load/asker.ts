import { Agent, fetch } from 'undici';
import type { Answer } from '../../support/client';

/** What came of one operation. */
export interface Outcome extends Answer {
  /** False where no GraphQL answer came: the connection broke, or a page came. */
  readonly answered: boolean;
  /** Whether the client gave up waiting. */
  readonly gaveUp: boolean;
  /** As it came; where none did, why. */
  readonly text: string;
  readonly milliseconds: number;
}

export interface Asker {
  run(user: string, query: string, variables?: Record<string, unknown>): Promise<Outcome>;
  close(): Promise<void>;
}

/**
 * A demo user's client that nothing surprises: it signs in again where its token is not taken, and
 * gives up after `patience` milliseconds.
 */
export function createAsker(url: string, patience: number): Asker {
  const tokens = new Map<string, string>();
  const dispatcher = new Agent({ connections: 64, headersTimeout: 0, bodyTimeout: 0 });
  const signIn = async (username: string, signal: AbortSignal) => {
    const known = tokens.get(username);
    if (known) return known;
    const body = new URLSearchParams({ grant_type: 'password', username, password: 'demo' });
    const answer = await fetch(`${url}/auth/token`, { method: 'POST', body, dispatcher, signal });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (!token) throw new Error(`${username} could not sign in`);
    tokens.set(username, token);
    return token;
  };
  const ask = async (user: string, body: string, signal: AbortSignal) => {
    const authorization = `Bearer ${await signIn(user, signal)}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const reply = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body,
      dispatcher,
      signal,
    });
    const text = await reply.text();
    const answer = JSON.parse(text) as Answer;
    if (answer.errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED'))
      tokens.delete(user);
    return { ...answer, text, answered: true, gaveUp: false };
  };
  return {
    async run(user, query, variables = {}) {
      const began = performance.now();
      const signal = AbortSignal.timeout(patience);
      const outcome = await ask(user, JSON.stringify({ query, variables }), signal).catch(
        (error: unknown) => ({
          answered: false,
          ...{ gaveUp: signal.aborted, text: `no answer: ${describe(error)}` },
        }),
      );
      return { ...outcome, milliseconds: performance.now() - began };
    },
    close: () => dispatcher.destroy(),
  };
}

const describe = (error: unknown) =>
  error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error);
