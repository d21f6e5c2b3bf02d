import { hasRole } from '@lianyi/shared/auth/viewer';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TokenVerifier } from '../auth/verify-token';
import type { GatewayMetrics } from '../metrics/gateway-metrics';

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

/** A collector on this machine; what a proxy passes on comes from elsewhere. */
const isLocal = ({ ip, headers }: FastifyRequest) =>
  loopback.test(ip) && !headers['x-forwarded-for'] && !headers.forwarded;

/** `GET /metrics`, for a collector on this machine, or from elsewhere with an ADMIN's token. */
export function metricsRoute(
  app: FastifyInstance,
  { metrics, verifier }: { metrics: GatewayMetrics; verifier: TokenVerifier },
) {
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) {
      const viewer = await verifier.verify(request.headers.authorization);
      if (!hasRole(viewer, 'ADMIN'))
        throw new DomainError('FORBIDDEN', 'Metrics need the role ADMIN.');
    }
    return reply.header('content-type', metrics.contentType).send(await metrics.text());
  });
}
