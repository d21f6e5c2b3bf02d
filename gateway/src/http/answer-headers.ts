import type { FastifyInstance } from 'fastify';
import { traceIdOf } from './trace-id';

const fixedHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** What every answer carries; a route may say itself what its page may do. */
export function answerHeaders(app: FastifyInstance, isClosing: () => boolean) {
  app.decorateRequest('traceId', '');
  app.decorateRequest('began', 0);
  app.addHook('onRequest', async (request) => {
    request.began = performance.now();
    request.traceId = traceIdOf(request.headers.traceparent);
  });
  app.addHook('onSend', async (request, reply) => {
    const policy = reply.getHeader('content-security-policy');
    reply.headers(fixedHeaders).header('x-request-id', request.id);
    if (policy) reply.header('content-security-policy', policy);
    if (isClosing()) reply.header('connection', 'close');
  });
}
