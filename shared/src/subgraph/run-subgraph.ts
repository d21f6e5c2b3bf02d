import type { GraphQLSchema } from 'graphql';
import type { Database } from '../database/database';
import { type CountyWriter, loadCounty } from '../demo/load-county';
import { formatError } from '../errors/format-error';
import { createDocumentRunner } from '../graphql/compiled-documents';
import type { Logger } from '../logging/logger';
import type { InnerState } from '../metrics/inner-state';
import type { SubgraphName } from '../ports/ask-subgraph';
import { traced } from '../tracing/tracing';
import type { KeyRotation } from './key-rotation';
import type { RunningSubgraph, SubgraphRequest } from './subgraph';

/** What every subgraph's context has: whose request it is. */
export interface RequestContext {
  readonly request: SubgraphRequest;
}

export interface SubgraphParts<Context extends RequestContext> {
  readonly name: SubgraphName;
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly logger: Logger;
  readonly contextFor: (request: SubgraphRequest) => Context;
  /** What it stores of a demo county; absent where it has none. */
  readonly demo?: CountyWriter;
  readonly keyRotation?: KeyRotation;
  /** Its own caches and queues. */
  readonly inner?: Pick<InnerState, 'caches' | 'queues'>;
}

/** Puts a subgraph's parts together: compiled execution, refusals, readiness, orderly stop. */
export function runSubgraph<Context extends RequestContext>(
  parts: SubgraphParts<Context>,
): RunningSubgraph {
  const { name, database, logger, contextFor } = parts;
  const documents = createDocumentRunner(parts.schema);
  const traceOf = (context: object) =>
    'request' in context ? (context as RequestContext).request.identity.traceId : '';
  return {
    name,
    contextFor,
    async execute(query, variables, context) {
      const { data, errors } = await traced({ name: `part ${name}` }, () =>
        documents.run(query, variables, context),
      );
      if (!errors?.length) return { data };
      const traceId = traceOf(context);
      const onInternal = (cause: unknown) => logger.error({ traceId, err: cause }, 'fetch failed');
      return { data, errors: errors.map((error) => formatError(error, { traceId, onInternal })) };
    },
    ready: () => database.ping(),
    loadDemo: async (county, report) => {
      if (parts.demo) await loadCounty(database, county, parts.demo, report);
    },
    keyRotation: parts.keyRotation,
    inner: {
      caches: { documents: documents.state, ...parts.inner?.caches },
      queues: parts.inner?.queues ?? {},
      connections: () => database.connections(),
    },
    stop: () => database.close(),
  };
}
