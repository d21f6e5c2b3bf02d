import { seededRandom } from '../durability/message-files';

/** Draws that are the same for the same seed. */
export function createDice(seed: number) {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  return {
    random,
    below,
    between: (least: number, most: number) => least + below(most - least + 1),
    chance: (share: number) => random() < share,
    pick<Item>(items: readonly Item[]): Item {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    digits: (count: number) => Array.from({ length: count }, () => below(10)).join(''),
  };
}
export type Dice = ReturnType<typeof createDice>;
