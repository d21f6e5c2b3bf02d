import { cpus } from 'node:os';
import { drawn, type LoadRequest, type LoadResult, runLoad } from '../bench/load';
import { seededRandom } from '../durability/message-files';
import { operation } from '../support/operations';
import { collect, type Door, findResidents, openDoor } from './ask';
import { makeScalePlace, openScaledCounty, type ScaledCounty } from './county';
import { reportScale, type ScaledRounds } from './report';
import { type Asked, createPosts, operations } from './requests';
import { readScaleSettings, type ScaleSettings } from './settings';

/** What is measured in one county: an operation, and where its requests come from. */
interface Measurement {
  readonly operation: string;
  readonly size: number;
  readonly door: Door;
  readonly next: () => LoadRequest;
  readonly rounds: LoadResult[];
}

/** `npm run bench -- --scale 10000,1000000 ...`: see test/README.md. */
export async function runScale(args: readonly string[]) {
  const settings = readScaleSettings(args, process.env);
  const place = makeScalePlace(settings);
  const counties: ScaledCounty[] = [];
  try {
    for (const size of settings.sizes) counties.push(await openScaledCounty(place, size));
    const measured = await measure(counties, settings);
    const { lines, held } = reportScale(measured);
    console.log(['', ...describe(settings), '', ...lines].join('\n'));
    process.exitCode = held ? 0 : 1;
  } finally {
    for (const { child } of counties) await child.stop();
    await place.remove();
  }
}

const describe = (settings: ScaleSettings) => [
  `The same ${settings.residents} residents in each county, ${settings.mysqlUrl ? 'server' : 'SQLite'}, one process.`,
  `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}; the client runs on the same processors.`,
  `${settings.connections} connections, ${settings.rounds} interleaved rounds of ${settings.seconds} s; medians.`,
];

async function measure(counties: readonly ScaledCounty[], settings: ScaleSettings) {
  const [first] = counties;
  if (!first) return [];
  const found = await findResidents(first, first.size, settings.residents + postedAbout);
  const [asked, posted] = [found.slice(0, -postedAbout), found.slice(-postedAbout)];
  const measurements = await readings(counties, asked);
  measurements.push(...(await postings(counties, posted)));
  for (let round = 0; round <= settings.rounds; round += 1)
    for (const { door, next, rounds, operation: name } of measurements) {
      const { connections, seconds } = settings;
      const result = await runLoad({ ...door, next, connections, seconds });
      if (result.firstWrong) console.error(`${name}: ${result.firstWrong}`);
      // The first is no round: compilers and caches settle.
      if (round > 0) rounds.push(result);
    }
  return measurements satisfies readonly ScaledRounds[];
}

/** Reports are posted about others than those who are asked about: their answers stay. */
const postedAbout = 20;

/** Every reading operation in every county, county after county; what must be alike is compared. */
async function readings(counties: readonly ScaledCounty[], residents: readonly Asked[]) {
  const measurements: Measurement[] = [];
  for (const one of operations) {
    let before: readonly LoadRequest[] | undefined;
    for (const county of counties) {
      const door = await openDoor(county, one.user);
      const requests = await collect(door, one, residents);
      if (one.same && before) compare(one.name, before, requests);
      before = requests;
      const next = drawn(requests, seededRandom(2));
      measurements.push({ operation: one.name, size: county.size, door, next, rounds: [] });
    }
  }
  return measurements;
}

function compare(name: string, one: readonly LoadRequest[], other: readonly LoadRequest[]) {
  const at = one.findIndex(
    ({ expected }, place) => String(expected) !== String(other[place]?.expected),
  );
  if (at >= 0)
    throw new Error(
      `${name} differs between counties for ${one[at]?.body.slice(-80)}:\n${one[at]?.expected}\n${other[at]?.expected}`,
    );
}

async function postings(counties: readonly ScaledCounty[], residents: readonly Asked[]) {
  const measurements: Measurement[] = [];
  for (const county of counties) {
    const door = await openDoor(county, 'reporter@county-hospital');
    const next = createPosts(operation('PostLab'), residents, Date.now());
    measurements.push({ operation: 'posting', size: county.size, door, next, rounds: [] });
  }
  return measurements;
}
