import type { ApolloServer } from '@apollo/server';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import { askThrough } from './ask-through';

export interface PaperRouteOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly newId: () => string;
}

/** A text that the graph writes and a browser prints or saves. */
interface Paper {
  readonly path: string;
  /** Yields the text as `paper`. */
  readonly query: string;
  readonly operationName: string;
  readonly headers: Readonly<Record<string, string>>;
  variablesOf(request: FastifyRequest): Readonly<Record<string, unknown>>;
}

const papers: readonly Paper[] = [
  {
    path: '/referrals/:id/slip',
    query: 'query ReferralSlip($id: ID!) { paper: referralSlip(id: $id) }',
    operationName: 'ReferralSlip',
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // A page that styles itself, and does, loads and sends nothing.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
    // The route's path names it.
    variablesOf: ({ params }) => params as { id: string },
  },
  {
    path: '/referrals/outward.csv',
    query:
      'query OutwardSheet($period: PeriodInput!, $by: [OutwardGrouping!]) { paper: outwardSheet(period: $period, by: $by) }',
    operationName: 'OutwardSheet',
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="outward.csv"',
    },
    variablesOf({ query }) {
      const { start, end, by } = textsOf(query);
      return { period: { start, end }, ...(by === undefined ? {} : { by: by.split(',') }) };
    },
  },
  {
    path: '/outreach/statement.csv',
    query:
      'query OutreachSheet($month: String!, $practitionerId: ID) { paper: outreachStatementSheet(month: $month, practitionerId: $practitionerId) }',
    operationName: 'OutreachSheet',
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="outreach.csv"',
    },
    variablesOf({ query }) {
      const { month, practitionerId } = textsOf(query);
      return { month, practitionerId };
    },
  },
];

/** What a request's query string says, each once. */
function textsOf(query: unknown): Readonly<Record<string, string | undefined>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(query ?? {})) {
    if (typeof value !== 'string') throw new InvalidInput(name, 'must be said once.');
    texts[name] = value;
  }
  return texts;
}

/** Texts of the graph at addresses of their own: whoever may ask for the field gets the paper. */
export function paperRoutes(app: FastifyInstance, { server, verifier, newId }: PaperRouteOptions) {
  const ask = askThrough(server, newId);
  const onRequest = async (request: FastifyRequest) => {
    request.viewer = await verifier.verify(request.headers.authorization);
  };
  for (const { path, query, operationName, headers, variablesOf } of papers) {
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const { viewer } = request;
      if (!viewer) throw new Error('the request was not signed in');
      const variables = variablesOf(request);
      const { paper } = await ask({ query, variables, operationName, viewer });
      return reply.headers(headers).send(paper);
    };
    app.get(path, { exposeHeadRoute: false, onRequest }, answer);
  }
}
