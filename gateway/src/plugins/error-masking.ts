import type { ApolloServerOptions, ApolloServerPlugin, BaseContext } from '@apollo/server';
import { formatError } from '@lianyi/shared/errors/format-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context';

/** Changes what is told of an error, once it is formatted. */
export type AdaptError = (
  formatted: GraphQLFormattedError,
  error: unknown,
) => GraphQLFormattedError;

/**
 * Formats every error that leaves Apollo Server (design rule 11). Apollo's `formatError` does not
 * say which request an error belongs to: the plugin notes it just before, so that an INTERNAL
 * error carries the trace id its log line has.
 */
export function createErrorMasking(
  logger: Logger,
  newTraceId: () => string,
  adapt: AdaptError = (formatted) => formatted,
) {
  const traceIds = new WeakMap<object, string>();

  const plugin: ApolloServerPlugin<GatewayContext> = {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) traceIds.set(error, contextValue.traceId);
        },
      };
    },
    async unexpectedErrorProcessingRequest({ error, requestContext }) {
      logger.error({ traceId: requestContext.contextValue.traceId, err: error }, 'request failed');
    },
  };

  const format: NonNullable<ApolloServerOptions<BaseContext>['formatError']> = (_masked, error) => {
    const known = typeof error === 'object' && error !== null ? traceIds.get(error) : undefined;
    const traceId = known ?? newTraceId();
    const formatted = formatError(error, {
      traceId,
      onInternal: (cause) => logger.error({ traceId, err: cause }, 'operation failed'),
    });
    return adapt(formatted, error);
  };

  return { plugin, formatError: format };
}
