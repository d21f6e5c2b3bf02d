import type { TestGateway } from './test-gateway';

export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; extensions: Record<string, unknown> }[];
}

export const signedIn = { authorization: 'Bearer good', 'content-type': 'application/json' };

/** Posts bytes to the graph as they are. */
export const post = (
  { url }: TestGateway,
  body: string | Uint8Array,
  headers: Record<string, string> = signedIn,
) => fetch(`${url}/graphql`, { method: 'POST', headers, body });

/** Asks one operation, signed in. */
export async function ask(gateway: TestGateway, query: string, more: object = {}, headers = {}) {
  const body = JSON.stringify({ query, ...more });
  const response = await post(gateway, body, { ...signedIn, ...headers });
  const answer = (await response.json()) as GraphqlAnswer;
  return { response, status: response.status, ...answer };
}

/** What a refusal comes down to: its status, how many errors it has, the first one's code. */
export async function refusalIn(response: Response) {
  const { errors = [] } = (await response.json()) as GraphqlAnswer;
  return { status: response.status, errors: errors.length, code: errors[0]?.extensions.code };
}
