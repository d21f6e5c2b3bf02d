import { seededRandom } from '../durability/message-files';
import { type Records, type VariantName, variantNames } from './records';

export interface Rounds {
  readonly rounds: number;
  /** Of each round, for each variant. */
  readonly seconds: number;
  /** Readers that each ask again as soon as they are answered. */
  readonly readers: number;
}

/** Releases in a second, of each variant and round. */
export type Measured = ReadonlyMap<VariantName, readonly number[]>;

/**
 * Measures the variants in turn, each round beginning with another one, so that what the machine
 * does besides meets all of them alike. A first round, which compiles, does not count.
 */
export async function measure(records: Records, settings: Rounds): Promise<Measured> {
  const measured = new Map<VariantName, number[]>(variantNames.map((name) => [name, []]));
  const random = seededRandom(3);
  for (let round = -1; round < settings.rounds; round += 1)
    for (const [place] of variantNames.entries()) {
      const name = variantNames[(place + round + 1) % variantNames.length];
      if (name === undefined) continue;
      const perSecond = await run(records, name, settings, random);
      if (round >= 0) measured.get(name)?.push(perSecond);
    }
  return measured;
}

async function run(records: Records, name: VariantName, settings: Rounds, random: () => number) {
  const began = performance.now();
  const until = began + settings.seconds * 1000;
  let released = 0;
  const reader = async () => {
    while (performance.now() < until) {
      const id = records.ids[Math.floor(random() * records.ids.length)];
      if (id === undefined) throw new Error('there is no record to release');
      await records.release(name, id);
      released += 1;
    }
  };
  await Promise.all(Array.from({ length: settings.readers }, reader));
  return (released * 1000) / (performance.now() - began);
}
