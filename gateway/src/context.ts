import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { MadeAnswer } from './execution/made-answer';

/** What one client operation carries through the gateway. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Made here for every operation and never taken from a client: access grants are bound to it. */
  readonly requestId: string;
  /** W3C trace id, the caller's where it sent a valid `traceparent`. */
  readonly traceId: string;
  operationName?: string | undefined;
  /** Signed access grants the patients subgraph gave during this operation. */
  readonly grants: string[];
  /** Where the operation ran before Apollo Server was asked: it writes this and runs nothing. */
  made?: MadeAnswer | undefined;
}
