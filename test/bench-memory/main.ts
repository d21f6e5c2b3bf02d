import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { countyUnder } from '../faults/load/records';
import { type Plant, startPlant } from '../faults/plant/plant';
import { growthOf, type ProcessReading, readProcesses } from './measure';
import { createMix, type RequestMix } from './requests';
import { type MemorySettings, readSettings } from './settings';

const readingsInAll = 20;
/** Milliseconds after which connections that nobody uses are closed on every side. */
const untilIdle = 75_000;
const largestGrowth = 1_000_000;

type Readings = readonly ReadonlyMap<string, ProcessReading>[];

/** `npm run bench:memory`: exit code 1 where a heap grows by a megabyte or a descriptor stays open. */
async function main() {
  const settings = readSettings(process.argv.slice(2));
  let clean = true;
  for (const topology of settings.topologies) clean = (await measure(topology, settings)) && clean;
  process.exitCode = clean ? 0 : 1;
}

async function measure(topology: 'one process' | 'apart', settings: MemorySettings) {
  const { patients, warmUp } = settings;
  const plant = await startPlant({
    topology,
    ...{ patients, timeoutMs: 10_000, doors: false, execArgv: ['--expose-gc'] },
  });
  try {
    const county = countyUnder(plant.dataDir);
    const ids = Array.from({ length: county.patients }, (_, at) => county.person(at).id);
    console.log(`== ${topology}: ${warmUp} requests to warm up`);
    await sendAll(plant, ids, settings, { from: 0, count: warmUp });
    return report(settings, await readWhile(plant, ids, settings));
  } finally {
    await plant.close();
  }
}

/** Readings while requests are sent: heaps at every step, descriptors with all connections closed. */
async function readWhile(plant: Plant, ids: readonly string[], settings: MemorySettings) {
  const step = Math.ceil(settings.requests / readingsInAll);
  await sleep(untilIdle);
  const readings = [await readProcesses(plant)];
  for (let read = 0; read < readingsInAll; read += 1) {
    const from = settings.warmUp + read * step;
    const began = performance.now();
    await sendAll(plant, ids, settings, { from, count: step });
    const seconds = (performance.now() - began) / 1000;
    // The last one is read like the first.
    await sleep(read === readingsInAll - 1 ? untilIdle : 1500);
    readings.push(await readProcesses(plant));
    const heaps = [...(readings.at(-1) ?? [])].map(
      ([name, { heapBytes }]) => `${name} ${megabytes(heapBytes)}`,
    );
    console.log(`${(read + 1) * step} (${Math.round(step / seconds)}/s): ${heaps.join(', ')}`);
  }
  return readings;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

async function sendAll(
  plant: Plant,
  ids: readonly string[],
  { connections }: MemorySettings,
  { from, count }: { from: number; count: number },
) {
  const agent = new Agent({ connections });
  const mix: RequestMix = createMix(plant.url, ids, agent);
  const outcomes = new Map<string, number>();
  let next = from;
  const live = async () => {
    while (next < from + count) {
      const number = next;
      next += 1;
      const { kind, status } = await mix.send(number);
      outcomes.set(`${kind} ${status}`, (outcomes.get(`${kind} ${status}`) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, live));
  await agent.close();
  if (from === 0)
    for (const [what, times] of [...outcomes].sort()) console.log(`  ${what}: ${times}`);
}

function report({ requests }: MemorySettings, readings: Readings): boolean {
  const step = requests / readingsInAll;
  let clean = true;
  for (const name of readings[0]?.keys() ?? []) {
    const points = readings.map((one, at) => [at * step, one.get(name)?.heapBytes ?? 0] as const);
    // The first and the last were read alike, long after the last request; those between were not.
    const { grown } = growthOf(points);
    const { slope } = growthOf(points.slice(1, -1));
    const [before, after] = [readings[0], readings.at(-1)].map(
      (one) => one?.get(name)?.descriptors ?? 0,
    );
    const fits = grown < largestGrowth && after === before;
    clean &&= fits;
    console.log(
      `${name}: ${megabytes(grown)} from first to last, ${(slope * 10).toFixed(1)} KB per 10,000 requests between; descriptors ${before} to ${after}${fits ? '' : '  TOO MUCH'}`,
    );
  }
  return clean;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
