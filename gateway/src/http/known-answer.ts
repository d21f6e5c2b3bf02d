import type { GatewayContext } from '../context';
import type { RunKnown } from '../execution/plan/compiled-gateway';
import type { RecordOperation } from '../plugins/operation-record';

export interface KnownQuestion {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly accept: string | undefined;
}

/** An answer as it leaves. */
export interface WrittenAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** What is answered to clients that leave no choice; Apollo Server weighs every other `accept`. */
const contentTypes = new Map([
  ['*/*', 'application/json; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
  ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
]);

/**
 * Answers operations that Apollo Server parsed and checked before, without asking it again: its
 * pipeline does nothing for them but repeat itself. An answer with errors is left to it, as is all
 * that is new; it is then told what the operation came to, so that nothing runs twice.
 */
export const createKnownAnswers =
  (runKnown: RunKnown, record: RecordOperation) =>
  async (
    { query, operationName, variables = {}, accept = '*/*' }: KnownQuestion,
    context: GatewayContext,
  ): Promise<WrittenAnswer | undefined> => {
    const contentType = contentTypes.get(accept);
    const began = performance.now();
    const known = contentType && runKnown(query, operationName, variables, context);
    if (!contentType || !known) return undefined;
    const answer = await known.result.catch(() => undefined);
    if (!answer || answer.errors) {
      context.made = { result: known.result, began };
      return undefined;
    }
    const { viewer, traceId, requestId } = context;
    record({
      viewer,
      ...{ traceId, requestId, outcome: 'ok', operation: known.name ?? 'anonymous' },
      ...{ durationMs: performance.now() - began, executed: true },
    });
    return {
      status: 200,
      headers: [['content-type', contentType]],
      body: `${JSON.stringify({ data: answer.data })}\n`,
    };
  };
export type AnswerKnown = ReturnType<typeof createKnownAnswers>;
