import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import type { DoorMode } from '../plant/door';
import type { PartName, Plant } from '../plant/plant';
import type { Fault, Surroundings } from './fault';

const hour = 3_600_000;

const kill = (name: PartName): Fault => ({
  kind: 'kill -9',
  ...{ at: name, lasts: 200 },
  async begin(plant) {
    await plant.part(name).end('SIGKILL');
    return async () => {
      await plant.part(name).start();
    };
  },
});

const freeze = (name: PartName): Fault => ({
  kind: 'half open (SIGSTOP)',
  ...{ at: name, lasts: 1500 },
  async begin(plant) {
    plant.part(name).freeze(true);
    return async () => plant.part(name).freeze(false);
  },
});

const doorKinds: readonly (readonly [Exclude<DoorMode, 'pass'>, string])[] = [
  ['refuse', 'refused'],
  ['swallow', 'black hole'],
  ['reset', 'reset'],
  ['cut', 'broken off in the answer'],
  ['half', 'truncated answer'],
  ['empty', 'empty answer'],
  ['page', 'a proxy’s 502 page'],
  ['text', 'a text that is no JSON'],
  ['slow', 'slow'],
];

export const spoil = (mode: DoorMode, kind: string, name: SubgraphName): Fault => ({
  kind,
  ...{ at: name, lasts: mode === 'swallow' || mode === 'slow' ? 2000 : 700 },
  async begin(plant) {
    await plant.door(name).set(mode);
    return () => plant.door(name).set('pass');
  },
});

/** The product did it, and its client never hears of it. */
const cutFront: Fault = {
  kind: 'client not told',
  ...{ at: 'gateway', lasts: 700 },
  async begin(plant) {
    await plant.front.set('cut');
    return () => plant.front.set('pass');
  },
};

const tellAll = async (plant: Plant, names: readonly PartName[], message: object) => {
  await Promise.all(names.map((name) => plant.part(name).tell(message)));
};

const step = (hours: number, names: readonly PartName[] | 'all'): Fault => ({
  kind: hours > 0 ? 'clock forward' : 'clock back',
  ...{ at: names === 'all' ? 'all' : names.join(), lasts: 700 },
  async begin(plant) {
    const parts = names === 'all' ? [...plant.parts.keys()] : names;
    await tellAll(plant, parts, { clock: hours * hour });
    return () => tellAll(plant, parts, { clock: 0 });
  },
});

const fillUp = (names: readonly PartName[]): Fault => ({
  kind: 'database may not grow',
  ...{ at: names.join(), lasts: 900 },
  async begin(plant) {
    await tellAll(plant, names, { full: true });
    return () => tellAll(plant, names, { full: false });
  },
});

const diskFull: Fault = {
  kind: 'disk full',
  ...{ at: 'all', lasts: 900 },
  async begin(_plant, { disk }) {
    disk?.fill();
    return async () => disk?.free();
  },
};

const redisFaults: readonly Fault[] = [
  {
    kind: 'Redis flushed',
    ...{ at: 'redis', lasts: 100 },
    async begin(_plant, { redis }) {
      await redis?.flush();
      return async () => redis?.flush();
    },
  },
  {
    kind: 'Redis killed, back empty',
    ...{ at: 'redis', lasts: 500 },
    async begin(_plant, { redis }) {
      await redis?.kill();
      return async () => redis?.start();
    },
  },
  {
    kind: 'Redis half open',
    ...{ at: 'redis', lasts: 1200 },
    async begin(_plant, { redis }) {
      redis?.freeze(true);
      return async () => redis?.freeze(false);
    },
  },
];

const cutCommits = (fate: 'cut before' | 'cut after'): Fault => ({
  kind: `connection ${fate} COMMIT`,
  ...{ at: 'database', lasts: 700 },
  async begin(_plant, { database }) {
    database?.atCommit(fate);
    return async () => database?.atCommit('pass');
  },
});

const cutDatabase: Fault = {
  kind: 'database connections cut',
  ...{ at: 'database', lasts: 300 },
  async begin(_plant, { database }) {
    database?.cut();
    return async () => database?.cut();
  },
};

/** Nothing mends it: the others must go on without it. */
const killNode: Fault = {
  kind: 'database node killed',
  ...{ at: 'database', lasts: 0 },
  async begin(_plant, { database }) {
    await database?.killNode();
    return async () => undefined;
  },
};

/** Everything that can be broken of a plant and what is around it. */
export function faultsOf({ topology, env }: Plant, around: Surroundings): readonly Fault[] {
  const apart = topology === 'apart';
  const parts: readonly PartName[] = apart ? ['gateway', ...subgraphNames] : ['gateway'];
  const writers: readonly PartName[] = apart ? ['patients', 'results'] : ['gateway'];
  const doors = apart ? subgraphNames : [];
  return [
    ...parts.map(kill),
    ...doors.flatMap((name) => doorKinds.map(([mode, kind]) => spoil(mode, kind, name))),
    ...parts.map(freeze),
    cutFront,
    ...parts.flatMap((name) => [step(1, [name]), step(-1, [name])]),
    ...[step(1, 'all'), step(-1, 'all')],
    ...(env.DATABASE_URL ? [] : writers.map((name) => fillUp([name]))),
    ...(around.disk ? [diskFull] : []),
    ...(around.redis ? redisFaults : []),
    ...(around.database
      ? [cutDatabase, cutCommits('cut before'), cutCommits('cut after'), killNode]
      : []),
  ];
}
