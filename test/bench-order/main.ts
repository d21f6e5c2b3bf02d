import { cpus } from 'node:os';
import type { BenchChild } from '../bench/child';
import { drawn, type LoadResult, runLoad } from '../bench/load';
import { median } from '../bench/statistics';
import { makeScalePlace, openScaledCounty, type ScaledCounty } from '../bench-scale/county';
import { seededRandom } from '../durability/message-files';
import { createClient } from '../support/client';
import { collectDialogs, type Dialogs, type Door } from './dialogs';
import { type OrderBenchSettings, readOrderSettings } from './settings';

const user = 'clinician@county-hospital';
/** The aim: an order dialog that is open must not make anyone wait. */
const mostTimesMedian = 5;

/** `npm run bench:order -- [--patients 1000000] [--users 20] ...`: see test/README.md. */
async function main() {
  const settings = readOrderSettings(process.argv.slice(2));
  const { patients, keep } = settings;
  const place = makeScalePlace({ sizes: [patients], mysqlUrl: process.env.DATABASE_URL, keep });
  try {
    await measure(await openScaledCounty(place, patients), settings);
  } finally {
    await place.remove();
  }
}

async function measure({ county, child }: ScaledCounty, settings: OrderBenchSettings) {
  try {
    const door = await signIn(child);
    const dialogs = await collectDialogs(door, county, settings.residents);
    report(dialogs, await runRounds(door, dialogs, settings), settings);
  } finally {
    await child.stop();
  }
}

async function signIn({ url }: BenchChild): Promise<Door> {
  const token = await createClient(url).token(user);
  return { url: `${url}/graphql`, headers: { authorization: `Bearer ${token}` } };
}

async function runRounds(door: Door, { requests }: Dialogs, settings: OrderBenchSettings) {
  const next = drawn(requests, seededRandom(2));
  const load = { ...door, next, connections: settings.users };
  const results: LoadResult[] = [];
  // The first is no round: compilers and caches settle.
  for (let round = 0; round <= settings.rounds; round += 1) {
    const result = await runLoad({ ...load, seconds: settings.seconds });
    if (round > 0) results.push(result);
  }
  return results;
}

function report(
  { requests, offered }: Dialogs,
  rounds: readonly LoadResult[],
  settings: OrderBenchSettings,
) {
  const middle = (of: (round: LoadResult) => number) => median(rounds.map(of));
  const [p50, p99] = [middle((round) => round.p50), middle((round) => round.p99)];
  const wrong = rounds.reduce((sum, round) => sum + round.wrong, 0);
  const times = median(rounds.map((round) => round.p99 / round.p50));
  const { patients, users, seconds } = settings;
  console.log(
    [
      `BeforeOrdering of ${requests.length} residents at random, county of ${patients}, ${process.env.DATABASE_URL ? 'server' : 'SQLite'}.`,
      `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}; the client runs on the same processors.`,
      `${users} users, ${rounds.length} rounds of ${seconds} s, medians. Lines with an alternative: ${Math.round(offered * 100)} %.`,
      `${Math.round(middle((round) => round.perSecond))}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, p99 ${times.toFixed(2)} x p50 (aim: at most ${mostTimesMedian}), ${wrong} wrong answers.`,
    ].join('\n'),
  );
  if (wrong > 0 || times > mostTimesMedian) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
