import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayContext } from '../context';
import { askThrough } from './ask-through';

export interface SlipRouteOptions {
  readonly server: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly newId: () => string;
}

const query = 'query ReferralSlip($id: ID!) { referralSlip(id: $id) }';

/** A page that styles itself, and does, loads and sends nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** `GET /referrals/:id/slip`: the paper form that `referralSlip` writes, for a browser to print. */
export function slipRoute(app: FastifyInstance, { server, verifier, newId }: SlipRouteOptions) {
  const ask = askThrough(server, newId);
  const signIn = async (request: FastifyRequest) => {
    request.viewer = await verifier.verify(request.headers.authorization);
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { params, viewer } = request;
    if (!viewer) throw new Error('the request was not signed in');
    // The route's path names it.
    const variables = params as { id: string };
    const { referralSlip } = await ask({ query, variables, operationName: 'ReferralSlip', viewer });
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .send(referralSlip);
  };
  app.get('/referrals/:id/slip', { exposeHeadRoute: false, onRequest: signIn }, answer);
}
