import type { Answer } from './client';

export interface Reply extends Answer {
  readonly status: number;
  /** As it came. */
  readonly text: string;
  readonly headers: Headers;
}

/** Posts to an address as any program could: what is not given is not sent. */
export async function post(
  url: string,
  body: string | object,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const parsed = (text ? JSON.parse(text) : {}) as Answer;
  return { ...parsed, status: answer.status, text, headers: answer.headers };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The codes of an answer's errors, each once. */
export const codesOf = ({ errors = [] }: Answer): unknown[] => [
  ...new Set(errors.map(({ extensions }) => extensions.code)),
];
