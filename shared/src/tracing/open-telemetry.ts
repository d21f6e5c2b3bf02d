import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  RandomIdGenerator,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import type { Origin, Tracer } from './tracing';

/** Milliseconds that a process which ends waits for its last spans to be taken. */
const closeWithin = 2000;

const header = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Spans for an OpenTelemetry collector; its address and headers are those of the usual variables.
 * It is not made the process's own provider: libraries would then write spans of theirs, with
 * messages that nobody has looked at.
 */
export function openTelemetry(part: string, onLost: () => void): Tracer {
  const ids = createIds();
  const provider = new NodeTracerProvider({
    resource: new Resource({ 'service.name': `lianyi-${part}` }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(tellLoss(new OTLPTraceExporter(), onLost))],
  });
  const tracer = provider.getTracer('lianyi');
  const current = new AsyncLocalStorage<Span>();
  const contextOf = (origin: Origin | undefined): Context => {
    const parent = origin ? parentIn(origin) : current.getStore();
    return parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  };
  return {
    within({ name, marks = {}, origin }, work) {
      const span = ids.as(origin?.traceId, () =>
        tracer.startSpan(name, { attributes: marks }, contextOf(origin)),
      );
      return current.run(span, async () => {
        try {
          return await work();
        } catch (error) {
          // Without its message, which may tell of a person.
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      });
    },
    traceparent() {
      const at = current.getStore()?.spanContext();
      return at && `00-${at.traceId}-${at.spanId}-0${at.traceFlags & 1}`;
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, closeWithin).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

/** OpenTelemetry itself says nothing where no collector is reached. Told once, until one is again. */
function tellLoss(exporter: SpanExporter, onLost: () => void): SpanExporter {
  let isLost = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const { error } = result;
        if (error && !isLost) onLost();
        isLost = error !== undefined;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

/** The span that asked, where the header is of the request's own trace. */
function parentIn({ traceId, traceparent }: Origin): Span | undefined {
  const [, from, spanId, flags] = header.exec(traceparent ?? '') ?? [];
  if (from !== traceId || spanId === undefined || flags === undefined) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return trace.wrapSpanContext({ traceId, spanId, traceFlags, isRemote: true });
}

/** A trace that begins here has the id that the request has in the logs. */
function createIds() {
  const random = new RandomIdGenerator();
  let wanted: string | undefined;
  return {
    generateTraceId: () => wanted ?? random.generateTraceId(),
    generateSpanId: () => random.generateSpanId(),
    as<Result>(traceId: string | undefined, start: () => Result): Result {
      wanted = traceId;
      const started = start();
      wanted = undefined;
      return started;
    },
  };
}
