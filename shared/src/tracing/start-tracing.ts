import { type Environment, readEnv } from '../config/read-env';
import { useTracer } from './tracing';

/** The usual variable; where it is not set nothing of OpenTelemetry is loaded. */
export const endpointVariable = 'OTEL_EXPORTER_OTLP_ENDPOINT';

/**
 * Begins to trace this process where a collector is named. Throws ConfigError where its address is
 * none. Returns what sends the last spans, to be called when all else is closed.
 */
export async function startTracing(env: Environment, part: string): Promise<() => Promise<void>> {
  if (readEnv(env).url(endpointVariable, ['http', 'https']) === undefined)
    return () => Promise.resolve();
  const { openTelemetry } = await import('./open-telemetry.js');
  const tracer = openTelemetry(part);
  useTracer(tracer);
  return async () => {
    useTracer(undefined);
    await tracer.close();
  };
}
