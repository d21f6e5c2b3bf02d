import { Counter, Gauge, type Registry } from 'prom-client';
import type { CacheState } from '../collections/cache-count';
import type { ConnectionState, InnerState } from './inner-state';

/** Another part, as its client here sees it. */
export interface WatchedRemote {
  readonly name: string;
  isLeftAlone(): boolean;
  /** Second attempts of reads so far. */
  retries(): number;
  /** Connections to it that are open, and what waits for one. */
  connections(): { readonly open: number; readonly waiting: number };
}

export interface StateGauges {
  /** Shows the queues, caches and connections of a part of this process. */
  watch(part: string, state: InnerState): void;
  /** Shows it until what is returned is called. */
  watchRemote(remote: WatchedRemote): () => void;
}

type Labels = Readonly<Record<string, string>>;
/** Tells every value there is now. */
type Tell = (shown: (labels: Labels, value: number) => void) => void;

/** Gauges and counters that are read, not written: what they show is asked for when they are. */
export function createStateGauges(registry: Registry): StateGauges {
  const parts = new Map<string, InnerState>();
  const remotes = new Set<WatchedRemote>();
  showCaches(registry, parts);
  showConnections(registry, parts);
  readGauge(
    registry,
    'lianyi_queue_waiting',
    'What waits in a queue.',
    ['part', 'queue'],
    (shown) => {
      for (const [part, { queues = {} }] of parts)
        for (const [queue, waiting] of Object.entries(queues)) shown({ part, queue }, waiting());
    },
  );
  readGauge(
    registry,
    'lianyi_connections_open',
    'What clients have open at a door.',
    ['part', 'door'],
    (shown) => {
      for (const [part, { doors = {} }] of parts)
        for (const [door, open] of Object.entries(doors)) shown({ part, door }, open());
    },
  );
  showRemotes(registry, remotes);
  return {
    watch: (part, state) => void parts.set(part, state),
    watchRemote(remote) {
      remotes.add(remote);
      return () => void remotes.delete(remote);
    },
  };
}

function showRemotes(registry: Registry, remotes: ReadonlySet<WatchedRemote>) {
  const labels = ['subgraph'];
  const tell =
    (value: (remote: WatchedRemote) => number): Tell =>
    (shown) => {
      for (const remote of remotes) shown({ subgraph: remote.name }, value(remote));
    };
  readGauge(
    registry,
    'lianyi_breaker_open',
    '1 while a part is left alone, as it did not answer.',
    labels,
    tell((remote) => Number(remote.isLeftAlone())),
    'max',
  );
  readCounter(
    registry,
    'lianyi_subgraph_retries_total',
    'Reads sent a second time.',
    labels,
    tell((remote) => remote.retries()),
  );
  const gauge = (name: string, help: string, field: 'open' | 'waiting') =>
    readGauge(
      registry,
      `lianyi_subgraph_${name}`,
      help,
      labels,
      tell((remote) => remote.connections()[field]),
    );
  gauge('connections_open', 'Connections to a part that are open.', 'open');
  gauge('requests_waiting', 'Requests that wait for a connection to a part.', 'waiting');
}

type Parts = ReadonlyMap<string, InnerState>;

function showCaches(registry: Registry, parts: Parts) {
  const labels = ['part', 'cache'];
  const tell =
    (field: keyof CacheState): Tell =>
    (shown) => {
      for (const [part, { caches = {} }] of parts)
        for (const [cache, state] of Object.entries(caches)) shown({ part, cache }, state()[field]);
    };
  readGauge(registry, 'lianyi_cache_entries', 'What a cache holds.', labels, tell('entries'));
  readCounter(registry, 'lianyi_cache_hits_total', 'Found in a cache.', labels, tell('hits'));
  readCounter(registry, 'lianyi_cache_misses_total', 'Not found in it.', labels, tell('misses'));
}

function showConnections(registry: Registry, parts: Parts) {
  const tell =
    (field: keyof ConnectionState): Tell =>
    (shown) => {
      for (const [part, { connections }] of parts)
        if (connections) shown({ part }, connections()[field]);
    };
  const gauge = (name: string, help: string, field: keyof ConnectionState) =>
    readGauge(registry, `lianyi_database_connections_${name}`, help, ['part'], tell(field));
  gauge('in_use', 'Connections of a database in use.', 'inUse');
  gauge('idle', 'Connections of a database that are open and free.', 'idle');
  gauge('waiting', 'What waits for a connection.', 'waiting');
}

function readGauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  tell: Tell,
  /** How the same of several workers is put together. */
  aggregator: 'sum' | 'max' = 'sum',
) {
  new Gauge({
    name,
    ...{ help, labelNames, aggregator, registers: [registry] },
    collect() {
      this.reset();
      tell((labels, value) => this.set(labels, value));
    },
  });
}

function readCounter(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  tell: Tell,
) {
  new Counter({
    name,
    ...{ help, labelNames, registers: [registry] },
    collect() {
      this.reset();
      tell((labels, value) => this.inc(labels, value));
    },
  });
}
