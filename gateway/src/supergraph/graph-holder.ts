import type { GraphQLSchema } from 'graphql';
import type { Executor } from '../execution/made-answer';
import type { GatewayInterface } from '../execution/plan/compiled-gateway';
import type { ServedGraph } from './load-graph';

type Listener = Parameters<NonNullable<GatewayInterface['onSchemaLoadOrUpdate']>>[0];

export interface GraphHolder {
  /** What Apollo Server takes for a gateway. */
  readonly gateway: GatewayInterface;
  current(): ServedGraph;
  /** Serves another graph from now on; what began on the one before is answered by it. */
  use(next: ServedGraph): void;
}

interface Held {
  readonly graph: ServedGraph;
  running: number;
  /** Set once it is not served any more, and may go when nothing runs on it. */
  mayGo: boolean;
}

/** Graphs, each kept until nothing runs on it any more. */
function createHeldGraphs(retireMilliseconds: number) {
  const bySchema = new Map<GraphQLSchema, Held>();
  const leave = (held: Held) => {
    if (!held.mayGo || held.running > 0 || !bySchema.delete(held.graph.schema)) return;
    void held.graph.release();
  };
  return {
    hold(graph: ServedGraph): Held {
      const held: Held = { graph, running: 0, mayGo: false };
      bySchema.set(graph.schema, held);
      return held;
    },
    find: (schema: GraphQLSchema) => bySchema.get(schema),
    retire(held: Held) {
      // A request that was checked against it may not have begun to run.
      setTimeout(() => {
        held.mayGo = true;
        leave(held);
      }, retireMilliseconds).unref();
    },
    async run(held: Held, incoming: Parameters<Executor>[0]) {
      held.running += 1;
      try {
        return await held.graph.execute(incoming);
      } finally {
        held.running -= 1;
        leave(held);
      }
    },
    async close() {
      const graphs = [...bySchema.values()];
      bySchema.clear();
      await Promise.all(graphs.map(({ graph }) => graph.release()));
    },
  };
}

/** Serves one graph at a time, and finishes what began on earlier ones. */
export function createGraphHolder(
  first: ServedGraph,
  { retireMilliseconds }: { readonly retireMilliseconds: number },
): GraphHolder {
  const graphs = createHeldGraphs(retireMilliseconds);
  const listeners = new Set<Listener>();
  let current = graphs.hold(first);
  const tellAll = () => {
    const { schema: apiSchema, supergraphSdl: coreSupergraphSdl } = current.graph;
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl });
  };
  // Each operation was checked against a graph: it runs on that one.
  const executor: Executor = (incoming) =>
    graphs.run((incoming.schema && graphs.find(incoming.schema)) ?? current, incoming);
  return {
    gateway: {
      async load() {
        tellAll();
        return { executor };
      },
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      stop: graphs.close,
    },
    current: () => current.graph,
    use(next) {
      const before = current;
      current = graphs.hold(next);
      tellAll();
      graphs.retire(before);
    },
  };
}
