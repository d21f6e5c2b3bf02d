import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { GatewayMetrics } from '../metrics/gateway-metrics';

export interface OperationRecord {
  /** As the client named it, or `anonymous`. */
  readonly operation: string;
  readonly outcome: string;
  /** Codes of all errors in the answer, each once. */
  readonly codes?: readonly string[];
  readonly durationMs: number;
  readonly traceId: string;
  readonly requestId: string;
  readonly viewer?: Viewer | undefined;
  /** False where it was refused before it ran. */
  readonly executed: boolean;
}

/**
 * An operation's name as it may stand in a log line, a label or the access log. Long digits are
 * taken out: a client that builds names may put a phone or an identity number into one.
 */
export const cleanName = (name: string | null | undefined) =>
  name
    ? name
        .replace(/\W/g, '_')
        .replace(/\d{7,}/g, '_')
        .slice(0, 64)
    : 'anonymous';

/** Writes one log line and counts one operation: who, what, how long, how it ended; no variables. */
export const createOperationRecorder =
  (logger: Logger, metrics: GatewayMetrics) => (record: OperationRecord) => {
    const { viewer, durationMs, executed, ...rest } = record;
    const operation = cleanName(record.operation);
    metrics.operation(operation, record.outcome, durationMs / 1000, executed);
    logger.info(
      {
        ...rest,
        ...{ operation, durationMs: Math.round(durationMs * 10) / 10 },
        ...(viewer ? { subject: viewer.subject, institution: viewer.institutionId } : {}),
      },
      'operation',
    );
  };
export type RecordOperation = ReturnType<typeof createOperationRecorder>;
