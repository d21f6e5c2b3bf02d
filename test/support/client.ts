export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown>;
  }[];
}

/** Signs demo users in and asks as them. */
export interface DemoClient {
  /** Signs in as `role@institution-id`. */
  token(user: string): Promise<string>;
  /** Runs an operation over HTTP as a demo user. */
  run(user: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
}

/** Talks to a gateway as a demo user, one token per user; `signIn` where another provider gives it. */
export function createClient(url: string, signIn = demoSignIn(url)): DemoClient {
  const tokens = new Map<string, Promise<string>>();
  const token = (user: string) => {
    const known = tokens.get(user) ?? signIn(user);
    tokens.set(user, known);
    return known;
  };
  return {
    token,
    async run(user, query, variables = {}) {
      const headers = {
        authorization: `Bearer ${await token(user)}`,
        'content-type': 'application/json',
      };
      const body = JSON.stringify({ query, variables });
      const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      return (await answer.json()) as Answer;
    },
  };
}

const demoSignIn = (url: string) => async (username: string) => {
  const body = new URLSearchParams({ grant_type: 'password', username, password: 'demo' });
  const answer = await fetch(`${url}/auth/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`${username} could not sign in`);
  return token;
};
