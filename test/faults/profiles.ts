import { hasRedis, type Started, withCluster, withRedis, withSmallDisk } from './around';
import { drawFaults, oneOfEachKind } from './choose-faults';
import { defects } from './defects/defects';
import { runDefect } from './defects/run-defect';
import type { Surroundings } from './kinds/fault';
import { faultsOf } from './kinds/faults';
import { type Crew, gatherCrew } from './load/crew';
import { type PlantOptions, startPlant } from './plant/plant';
import { type PlantReport, runPlant } from './run-plant';
import type { FaultSettings } from './settings';

export type Log = (line: string) => void;

/** As short as a run of the tests can bear: what waits for a deadline waits for this. */
const shortPlant: PlantOptions = { topology: 'apart', patients: 30, timeoutMs: 1000 };
const shortCrew = { subjects: 4, records: 2, patience: 20_000 };
/** What a defect does to time must show; with all the others nothing depends on it. */
export const defectRound = { writes: 18, clients: 2, recoverWithin: 5000 };
const defectPatience = 5000;

export interface ShortRun {
  readonly report: PlantReport;
  /** Plants each defect in turn: how often the judge named what it must name, and what it said. */
  readonly judge: (name: string) => Promise<readonly string[]>;
  close(): Promise<void>;
}

/** One plant apart on embedded databases, with Redis where there is one: every kind of fault once. */
export async function runShort(log: Log = () => undefined): Promise<ShortRun> {
  const redis = hasRedis() ? await withRedis() : null;
  const around: Surroundings = redis?.around ?? {};
  const plant = await startPlant({ ...shortPlant, env: redis?.env ?? {} });
  const close = async () => {
    await plant.close();
    await redis?.stop();
  };
  try {
    const crew = await gatherCrew(plant, shortCrew);
    const faults = oneOfEachKind(faultsOf(plant, around));
    const options = { writes: 8, clients: 2, recoverWithin: 30_000, onRound: tellRound(log) };
    const report = await runPlant(crew, faults, around, options);
    await crew.close();
    let late: Crew | undefined;
    const judge = async (name: string) => {
      late ??= await gatherCrew(plant, { ...shortCrew, patience: defectPatience });
      const defect = defects.find((one) => one.name === name);
      if (!defect) throw new Error(`there is no defect ${name}`);
      const findings = await runDefect(late, defect, around, defectRound);
      return findings.map(({ kind, what }) => `${kind}: ${what}`);
    };
    return { report, judge, close: () => (late?.close() ?? Promise.resolve()).then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

const tellRound =
  (log: Log) =>
  ({ fault, acknowledged, recovered, findings }: PlantReport['rounds'][number]) =>
    log(
      `${fault.kind}, ${fault.at}: ${acknowledged} writes, back after ${Math.round(recovered)} ms, ${findings.length} findings ${findings
        .map(({ kind, what }) => `${kind}: ${what}`)
        .slice(0, 3)
        .join('; ')}`.trimEnd(),
    );

interface FullPlant {
  readonly title: string;
  readonly topology: PlantOptions['topology'];
  start(): Promise<readonly (Started & { readonly dataDir?: string })[]>;
}

const smallDisk = (log: Log) => {
  const disk = withSmallDisk();
  if (!disk) log('No disk may be mounted here: a full one is left out, a quota stands for it.');
  return disk ? [disk] : [];
};

const fullPlants = (log: Log): readonly FullPlant[] => [
  {
    title: 'apart, embedded databases, Redis',
    topology: 'apart',
    start: async () => [...smallDisk(log), ...(hasRedis() ? [await withRedis()] : [])],
  },
  {
    title: 'one process, embedded databases',
    topology: 'one process',
    start: async () => smallDisk(log),
  },
  {
    title: 'apart, three database nodes, Redis',
    topology: 'apart',
    start: async () => [await withCluster(), ...(hasRedis() ? [await withRedis()] : [])],
  },
];

/** Every plant, or those that were chosen, broken so often as told. */
export async function runFull(settings: FaultSettings, log: Log): Promise<readonly PlantReport[]> {
  const reports: PlantReport[] = [];
  const { only = '' } = settings;
  const chosen = fullPlants(log).filter(({ title }) => title.includes(only));
  if (chosen.length === 0) throw new Error(`No plant of the full profile is called ${only}.`);
  for (const { title, topology, start } of chosen) {
    log(`== ${title}`);
    const started = await start();
    try {
      reports.push(await breakPlant(settings, topology, started, log));
    } finally {
      for (const one of started) await one.stop();
    }
  }
  return reports;
}

async function breakPlant(
  { faults, writes, seed }: FaultSettings,
  topology: PlantOptions['topology'],
  started: readonly (Started & { readonly dataDir?: string })[],
  log: Log,
): Promise<PlantReport> {
  const around: Surroundings = Object.assign({}, ...started.map((one) => one.around));
  const env: Record<string, string> = Object.assign({}, ...started.map((one) => one.env));
  const dataDir = started.find((one) => one.dataDir !== undefined)?.dataDir;
  const plant = await startPlant({
    topology,
    ...{ patients: 60, timeoutMs: 2000, env },
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  try {
    const crew = await gatherCrew(plant, { subjects: 12, records: 4, patience: 30_000 });
    const chosen = drawFaults(faultsOf(plant, around), faults, seed);
    const options = { writes, clients: 4, recoverWithin: 60_000, onRound: tellRound(log) };
    const report = await runPlant(crew, chosen, around, options);
    await crew.close();
    return report;
  } finally {
    await plant.close();
  }
}
