import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { RecordOperation } from './operation-record';

/** Records every operation that reaches the graph, when its answer is ready. */
export const requestLog = (record: RecordOperation): ApolloServerPlugin<GatewayContext> => ({
  async requestDidStart() {
    const began = performance.now();
    return {
      async willSendResponse(requestContext) {
        const { viewer, traceId, requestId, made } = requestContext.contextValue;
        record({
          viewer,
          ...{ traceId, requestId, ...outcomeOf(requestContext) },
          operation: requestContext.operationName ?? 'anonymous',
          durationMs: performance.now() - (made?.began ?? began),
          executed: requestContext.operation !== undefined,
        });
      },
    };
  },
});

/** `partial` where anything was answered beside errors, else the first error's code. */
function outcomeOf({ response }: GraphQLRequestContext<GatewayContext>) {
  const result = response.body?.kind === 'single' ? response.body.singleResult : undefined;
  if (!result?.errors?.length) return { outcome: 'ok' };
  const codes = [...new Set(result.errors.map(({ extensions }) => String(extensions?.code)))];
  const answered = Object.values(result.data ?? {}).some((value) => value !== null);
  return { codes, outcome: answered ? 'partial' : (codes[0] ?? 'INTERNAL') };
}
