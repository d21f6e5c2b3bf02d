import { type Environment, readEnv } from '../config/read-env';
import type { Logger } from '../logging/logger';
import { useTracer } from './tracing';

/** The usual variable; where it is not set nothing of OpenTelemetry is loaded. */
export const endpointVariable = 'OTEL_EXPORTER_OTLP_ENDPOINT';

/**
 * Begins to trace this process where a collector is named. Throws ConfigError where its address is
 * none. Returns what sends the last spans, to be called when all else is closed.
 */
export async function startTracing(
  env: Environment,
  part: string,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (readEnv(env).url(endpointVariable, ['http', 'https']) === undefined)
    return () => Promise.resolve();
  const { openTelemetry } = await import('./open-telemetry.js');
  const tracer = openTelemetry(part, () =>
    // Without the cause, which may hold its address.
    logger.warn({ variable: endpointVariable }, 'no collector takes the traces: they are lost'),
  );
  useTracer(tracer);
  return async () => {
    useTracer(undefined);
    await tracer.close();
  };
}
