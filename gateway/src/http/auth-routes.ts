import type { FastifyInstance } from 'fastify';
import type { DemoIssuer } from '../auth/demo-issuer';
import { acceptForms } from './json-body';

const largestForm = 4096;

/** The demo issuer's endpoints; registered only where there is one. */
export function authRoutes(issuer: DemoIssuer) {
  return async (app: FastifyInstance) => {
    acceptForms(app);
    app.post('/auth/token', { bodyLimit: largestForm }, async (request, reply) => {
      const { body } = request;
      const fields = typeof body === 'object' && body !== null ? { ...body } : {};
      const answer = await issuer.token(fields);
      if (answer.retryAfterSeconds !== undefined)
        reply.header('retry-after', answer.retryAfterSeconds);
      return reply.code(answer.status).header('pragma', 'no-cache').send(answer.body);
    });
    app.get('/auth/.well-known/openid-configuration', async () => ({
      issuer: issuer.issuer,
      token_endpoint: `${issuer.issuer}/token`,
      jwks_uri: `${issuer.issuer}/jwks`,
      grant_types_supported: ['password'],
      token_endpoint_auth_methods_supported: ['none'],
      id_token_signing_alg_values_supported: ['ES256'],
      scopes_supported: ['identified'],
    }));
    app.get('/auth/jwks', async () => issuer.jwks);
  };
}
