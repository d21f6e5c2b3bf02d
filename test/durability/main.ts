import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testFolder } from '../support/folder';
import { runStorm } from './storm';

/** `npm run storm -- --folder DIR [--seed N] [--kills N]`: prints what it found; exit 1 on a loss. */
async function main() {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: join(testFolder, 'messages') },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      kills: { type: 'string', default: '20' },
    },
  });
  const seed = Number(values.seed);
  console.log(`seed ${seed}`);
  const report = await runStorm({
    folder: values.folder,
    seed,
    kills: Number(values.kills),
    log: console.log,
  });
  console.log(JSON.stringify(report, null, 2));
  const { events, missing, surprises, withoutReason } = report;
  const told = events.untold.length + events.invented.length + events.unsent === 0;
  const clean = told && missing.length + surprises.length + withoutReason === 0;
  process.exitCode = clean && report.audit.code === 0 && report.exitCode === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
