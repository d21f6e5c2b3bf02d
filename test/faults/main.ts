import { defects } from './defects/defects';
import { runFull, runShort } from './profiles';
import { allFindings, describeReports } from './report';
import { readSettings } from './settings';

/**
 * `npm run faults -- [--profile full] [--faults N] [--writes N] [--seed N]`: breaks the product in
 * many ways and says what it kept. Exit code 1 where anything was found, or a planted defect was not.
 */
async function main() {
  const settings = readSettings(process.argv.slice(2));
  const short = await runShort(console.log);
  let missed = 0;
  try {
    for (const { name, expected } of defects) {
      const said = (await short.judge(name)).filter((line) => line.startsWith(`${expected}: `));
      missed += Number(said.length === 0);
      console.log(`defect: ${name}: ${said[0] ?? 'NOT CAUGHT'}`);
    }
  } finally {
    await short.close();
  }
  const reports = settings.profile === 'full' ? await runFull(settings, console.log) : [];
  const all = [short.report, ...reports];
  const found = allFindings(all);
  for (const line of found) console.log(line);
  console.log(`\n${describeReports(all)}`);
  console.log(`\nplanted defects: ${defects.length}, caught ${defects.length - missed}`);
  process.exitCode = found.length + missed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
