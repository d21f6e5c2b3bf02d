import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgressBar } from '@lianyi/shared/demo/progress-bar';
import { generatePopulation } from './generate';
import { aimsOf, judge } from './judge';
import { readPopulation, type Sample } from './population';
import { openRegistry, type Registered, register } from './register';
import { describeAim, describeJudgement } from './report';
import { measureScale } from './scale';
import { type MatchingBenchSettings, readMatchingSettings } from './settings';

const mostTimes = 2;

/** `npm run bench:matching -- [--registrations 20000] [--seed N] [--file F] [--scale]`: see README.md. */
async function main() {
  const settings = readMatchingSettings(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-matching-'));
  try {
    const held = settings.scale
      ? await judgeScale(settings, folder)
      : await judgePopulation(settings, folder);
    process.exitCode = held ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judgePopulation(settings: MatchingBenchSettings, folder: string): Promise<boolean> {
  const { file, out, registrations, seed } = settings;
  const samples = file ? await readPopulation(file) : generatePopulation(registrations, seed);
  if (out) writeFileSync(out, samples.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const start = performance.now();
  const registered = await registerAll(folder, samples);
  const seconds = (performance.now() - start) / 1000;
  const judgement = judge(registered);
  const source = file ? 'from a file' : `generated, seed ${seed}`;
  console.log(`${samples.length} registrations, ${source}; ${seconds.toFixed(0)} s.`);
  console.log(['', ...describeJudgement(judgement)].join('\n'));
  return aimsOf(judgement).every(({ reached }) => reached);
}

/** One after the other, in the order in which the people come. */
async function registerAll(folder: string, samples: readonly Sample[]): Promise<Registered[]> {
  const registry = await openRegistry(folder, samples);
  const bar = createProgressBar('Registering');
  const registered: Registered[] = [];
  for (const sample of samples) {
    registered.push(await register(registry, sample));
    bar.report(registered.length, samples.length);
  }
  bar.done();
  await registry.stop();
  return registered;
}

async function judgeScale(settings: MatchingBenchSettings, folder: string): Promise<boolean> {
  const bars = settings.sizes.map((size) => ({ size, bar: createProgressBar(`${size}`) }));
  const barOf = (residents: number) => bars.find(({ size }) => size === residents)?.bar;
  const scaled = await measureScale(
    folder,
    settings.sizes,
    settings.samples,
    (residents) => (done, total) => {
      barOf(residents)?.report(done, total);
      if (done === total) barOf(residents)?.done();
    },
  );
  const [small, large] = scaled;
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}.`,
  );
  for (const { residents, p50, p95 } of scaled)
    console.log(`${residents} residents: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`);
  const value = (large?.p50 ?? Number.NaN) / (small?.p50 ?? Number.NaN);
  const text = `a registration takes at most ${mostTimes} times as long`;
  const aim = { text, value, reached: value <= mostTimes };
  console.log(describeAim(aim));
  return aim.reached;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
