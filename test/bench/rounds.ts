import { seededRandom } from '../durability/message-files';
import { drawn, type LoadRequest, type LoadResult, runLoad } from './load';
import type { BenchSettings } from './settings';
import type { Variant, VariantName } from './variants';

export interface RoundResult extends LoadResult {
  /** Milliseconds of processor time of all its processes, for one answer. */
  readonly cpuPerAnswer: number;
}

export type Measured = ReadonlyMap<VariantName, readonly RoundResult[]>;

/**
 * Measures the variants in turn, round after round, each round beginning with another one, so
 * that what the machine does besides meets all of them alike.
 */
export async function measureRounds(
  variants: readonly Variant[],
  requestsOf: (variant: Variant) => readonly LoadRequest[],
  settings: Pick<BenchSettings, 'rounds' | 'seconds' | 'warmUp' | 'connections'>,
  log: (line: string) => void,
): Promise<Measured> {
  const random = seededRandom(2);
  const results = new Map<VariantName, RoundResult[]>(variants.map(({ name }) => [name, []]));
  const measure = async (variant: Variant, seconds: number): Promise<RoundResult> => {
    const before = await cpuOf(variant);
    const { connections } = settings;
    const { url, headers } = variant;
    const next = drawn(requestsOf(variant), random);
    const result = await runLoad({ url, headers, next, connections, seconds });
    const cpuPerAnswer = ((await cpuOf(variant)) - before) / result.answers;
    return { ...result, cpuPerAnswer };
  };
  for (const variant of variants) await measure(variant, settings.warmUp);
  for (let round = 0; round < settings.rounds; round += 1) {
    const first = round % variants.length;
    for (const variant of [...variants.slice(first), ...variants.slice(0, first)]) {
      const result = await measure(variant, settings.seconds);
      results.get(variant.name)?.push(result);
      log(`round ${round + 1}, ${variant.name}: ${Math.round(result.perSecond)}/s`);
      if (result.firstWrong) log(`  ${result.wrong} wrong, the first: ${result.firstWrong}`);
    }
  }
  return results;
}

async function cpuOf({ processes }: Variant): Promise<number> {
  const used = await Promise.all(processes.map((child) => child.cpu()));
  return used.reduce((sum, one) => sum + one, 0);
}
