import { defects } from './defects/defects';
import { runFull, runShort } from './profiles';
import { allFindings, describeReports } from './report';
import { readSettings } from './settings';

/**
 * `npm run faults -- [--profile full [--only TEXT]] [--faults N] [--writes N] [--seed N]`: breaks the
 * product in many ways and says what it kept. Exit code 1 where anything was found, or a planted
 * defect was not.
 */
async function main() {
  const settings = readSettings(process.argv.slice(2));
  const short = settings.only === undefined ? [await judgedShort()] : [];
  const full = settings.profile === 'full' ? await runFull(settings, console.log) : [];
  const reports = [...short.map(({ report }) => report), ...full];
  const found = allFindings(reports);
  for (const line of found) console.log(line);
  console.log(`\n${describeReports(reports)}`);
  const missed = short.flatMap((one) => one.missed);
  for (const { caught } of short)
    console.log(`\nplanted defects: ${defects.length}, caught ${caught}`);
  process.exitCode = found.length + missed.length > 0 ? 1 : 0;
}

/** The short profile, and which of the planted defects its judge named. */
async function judgedShort() {
  const { report, judge, close } = await runShort(console.log);
  const missed: string[] = [];
  try {
    for (const { name, expected } of defects) {
      const said = (await judge(name)).find((line) => line.startsWith(`${expected}: `));
      if (said === undefined) missed.push(name);
      console.log(`defect: ${name}: ${said ?? 'NOT CAUGHT'}`);
    }
  } finally {
    await close();
  }
  return { report, missed, caught: defects.length - missed.length };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
