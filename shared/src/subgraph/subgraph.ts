import type { GraphQLFormattedError } from 'graphql';
import type { GrantBag } from '../access/access-reader';
import type { RequestIdentity } from '../auth/viewer-header';
import type { InstallationKeys } from '../crypto/key-ring';
import type { DatabaseLocation } from '../database/open-database';
import type { County } from '../demo/county';
import type { ReportProgress } from '../demo/load-county';
import type { EventBus } from '../events/event-bus';
import type { Relay } from '../events/relay';
import type { Logger } from '../logging/logger';
import type { InnerState } from '../metrics/inner-state';
import type { AskSubgraph, SubgraphName } from '../ports/ask-subgraph';
import type { KeyRotation } from './key-rotation';

/** What every subgraph is given at its start; everything else it makes itself. */
export interface SubgraphOptions {
  readonly location: DatabaseLocation;
  readonly keys: InstallationKeys;
  readonly ask: AskSubgraph;
  readonly logger: Logger;
  readonly now?: () => Date;
  readonly newId?: () => string;
  /** How its events reach others, and theirs it; where there is none they stay in its outbox. */
  readonly events?: EventBus;
  /** Told of every access decision, `allowed` or `refused`, for the host's metrics. */
  readonly countDecision?: (outcome: 'allowed' | 'refused') => void;
}

/** One client operation as a subgraph sees it. */
export interface SubgraphRequest {
  readonly identity: RequestIdentity;
  readonly grants: GrantBag;
}

/** A subgraph's answer as it leaves: refusals written, everything else masked. */
export interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly grants?: readonly string[] };
}

/** A started subgraph: the same in the gateway's process and behind HTTP. */
export interface RunningSubgraph {
  readonly name: SubgraphName;
  /** One per client operation, so that its fetches share loaders and access decisions. */
  contextFor(request: SubgraphRequest): object;
  /** Runs a fetch's document, kept compiled by its text. Never rejects: refusals are in `errors`. */
  execute(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    context: object,
  ): Promise<SubgraphAnswer>;
  /** Rejects with the reason while it cannot answer. */
  ready(): Promise<void>;
  /** Stores what is missing of a demo county; returns at once where it has no such data. */
  loadDemo(county: County, report?: ReportProgress): Promise<void>;
  /** Changes the key of what it seals; absent where it seals nothing. */
  readonly keyRotation?: KeyRotation | undefined;
  /**
   * Sends its events; absent where it has none. The host starts it when all parts of the process
   * are there to hear them, and closes it before the first of them stops.
   */
  readonly relay?: Relay | undefined;
  /** What the host shows in its metrics. */
  readonly inner: InnerState;
  stop(): Promise<void>;
}
