import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitMessages } from '@lianyi/gateway/hl7/split-frame';

/** One file as one frame, with the number of answers it must get. */
export interface MessageFile {
  readonly path: string;
  readonly frame: Buffer;
  readonly messages: readonly Buffer[];
}

/** A frame that is no message gets one answer too. */
function messagesOf(frame: Buffer): Buffer[] {
  try {
    return splitMessages(frame);
  } catch {
    return [frame];
  }
}

/** Every file below a folder, in the order of their names. */
export function readMessageFiles(folder: string): MessageFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const frame = readFileSync(path);
      return { path, frame, messages: messagesOf(frame) };
    });
}

/** The same order for the same seed (mulberry32, Fisher-Yates). */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [one, two] = [order[at], order[other]];
    if (one === undefined || two === undefined) continue;
    order[at] = two;
    order[other] = one;
  }
  return order;
}

export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
