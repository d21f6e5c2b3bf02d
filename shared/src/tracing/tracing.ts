/**
 * What a span says of itself: words of the code, names of parts, texts of statements with `?` in
 * the place of values. Never what a client wrote, and nothing of a person.
 */
export type Marks = Readonly<Record<string, string>>;

/** The request a span answers: its trace, and the span of another process that asked, if any. */
export interface Origin {
  readonly traceId: string;
  readonly traceparent?: string | undefined;
}

export interface SpanRequest {
  readonly name: string;
  readonly marks?: Marks;
  /** Where it comes from another process or from outside; unset: from the span at hand. */
  readonly origin?: Origin;
}

export interface Tracer {
  /** Runs work within a span, which is the one at hand for all that it does. */
  within<Result>(span: SpanRequest, work: () => Promise<Result>): Promise<Result>;
  /** The span at hand as a header of W3C Trace Context; undefined outside of any. */
  traceparent(): string | undefined;
  /** Sends what is not sent yet, for two seconds at most. */
  close(): Promise<void>;
}

let tracer: Tracer | undefined;

/** From now on spans are made; undefined: no more. Before anything is opened that is to be traced. */
export function useTracer(one: Tracer | undefined) {
  tracer = one;
}

export const isTracing = () => tracer !== undefined;

/** Runs work within a span, where spans are made. */
export const traced = <Result>(span: SpanRequest, work: () => Promise<Result>): Promise<Result> =>
  tracer ? tracer.within(span, work) : work();

/** The header that joins what another process does to the span at hand; empty outside of any. */
export function traceHeaders(): { traceparent?: string } {
  const traceparent = tracer?.traceparent();
  return traceparent === undefined ? {} : { traceparent };
}
