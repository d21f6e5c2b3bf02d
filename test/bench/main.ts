import { join } from 'node:path';
import { runScale } from '../bench-scale/run-scale';
import { operation } from '../support/operations';
import { runChild } from './child';
import { collectAnswers } from './compare';
import { judge } from './judge';
import { readKept } from './kept-record';
import type { LoadRequest } from './load';
import { checkServer, makePlace } from './place';
import type { PrepareJob } from './prepare';
import { describeBench, tableOf } from './report';
import { measureRounds } from './rounds';
import { type BenchSettings, readSettings } from './settings';
import { createVariants, type Variant, variantNames } from './variants';

/** Opens the records: a clinician of the lead hospital. */
const user = 'clinician@county-hospital';

/** `npm run bench -- [--rounds 5] [--seconds 4] ...`: see test/README.md. */
async function main() {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg === '--scale' || arg.startsWith('--scale='))) return runScale(args);
  const settings = readSettings(args, process.env);
  await checkServer(settings.mysqlUrl);
  const place = makePlace(settings.mysqlUrl);
  const file = join(place.folder, 'kept.json');
  const { county, copy, folder } = place;
  const execArgv = settings.profile ? ['--cpu-prof', `--cpu-prof-dir=${settings.profile}`] : [];
  const variants = createVariants({ place, file, user, execArgv });
  try {
    console.error(`Loading two counties of ${settings.patients} residents ...`);
    const { patients, records } = settings;
    const job: PrepareJob = { county, copy, patients, records, user, file };
    await runChild('prepare', job, { folder });
    await measure(settings, file, await variants.startAll());
  } finally {
    await variants.stop();
    await place.remove();
  }
}

async function measure(settings: BenchSettings, file: string, variants: readonly Variant[]) {
  const { records } = readKept(file);
  const query = operation('UnifiedRecord');
  const requests = new Map<Variant, readonly LoadRequest[]>();
  for (const variant of variants)
    requests.set(variant, await collectAnswers(variant, query, records));
  console.log(`${variantNames.length} variants answer the same data.`);
  const measured = await measureRounds(
    variants,
    (variant) => requests.get(variant) ?? [],
    settings,
    console.error,
  );
  const { lines, held } = judge(measured);
  console.log(
    ['', ...describeBench(settings, records), '', ...tableOf(measured), '', ...lines].join('\n'),
  );
  process.exitCode = held ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
