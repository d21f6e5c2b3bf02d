import type { Viewer } from '@lianyi/shared/auth/viewer';

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly field?: string };
}

export interface GraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphError[];
}

/** Runs one operation of the public graph as this viewer. Rejects only when the graph cannot be reached. */
export type RunOperation = (
  operation: string,
  variables: Record<string, unknown>,
  viewer: Viewer,
) => Promise<GraphAnswer>;

/** HL7 table 0008, original mode: accepted, refused for its content, rejected unread. */
export type AckCode = 'AA' | 'AE' | 'AR';

/** What became of one message of a frame; kept beside its bytes, so it names no person. */
export interface MessageOutcome {
  readonly code: AckCode;
  /** MSH-10 as sent; empty where it could not be read. */
  readonly controlId: string;
  /** MSH-9 as `ORU^R01`; empty where it could not be read. */
  readonly type: string;
  /** Why it was not accepted. */
  readonly reason?: string;
}
