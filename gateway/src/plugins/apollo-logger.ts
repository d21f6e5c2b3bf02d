import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { Logger } from '@lianyi/shared/logging/logger';

type ApolloLogger = NonNullable<ApolloServerOptions<BaseContext>['logger']>;

/**
 * Apollo appends error texts, which may hold values, to its own messages after a colon. The
 * error itself is logged by the error plugin; here only what Apollo says of it is kept.
 */
export function createApolloLogger(logger: Logger): ApolloLogger {
  const own = (message: unknown) => ({ source: 'apollo', says: String(message).split(':', 1)[0] });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => logger.warn(own(message), 'graph server'),
    error: (message) => logger.error(own(message), 'graph server'),
  };
}
