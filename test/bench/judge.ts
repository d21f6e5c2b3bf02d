import { speedOf } from './report';
import type { Measured } from './rounds';
import { median } from './statistics';
import type { VariantName } from './variants';

interface Aim {
  readonly name: VariantName;
  readonly against: VariantName;
  readonly times: number;
  readonly kind: 'must' | 'aim';
}

/** What the product promises of itself, in ratios on one machine. */
const aims: readonly Aim[] = [
  { name: 'one process', against: 'plain gateway', times: 5, kind: 'must' },
  { name: 'one process', against: 'plain gateway', times: 10, kind: 'aim' },
  { name: 'one process', against: 'hand-written', times: 0.5, kind: 'aim' },
  { name: 'apart', against: 'plain gateway', times: 8, kind: 'aim' },
  { name: 'apart', against: 'hand-written', times: 0.7, kind: 'aim' },
];

/** How much longer than the median the slowest hundredth may take. */
const longestTail = 2.5;

/** One line for each aim; `held` is false where one that must hold does not. */
export function judge(measured: Measured): { lines: string[]; held: boolean } {
  const judged = aims.map((aim) => {
    const ratio = speedOf(measured, aim.name) / speedOf(measured, aim.against);
    return { ...aim, ratio, reached: ratio >= aim.times };
  });
  const speeds = judged.map(
    ({ name, against, times, kind, ratio, reached }) =>
      `${verdict(reached)}  ${kind}: ${name} at least ${times} x ${against}; it is ${ratio.toFixed(2)} x`,
  );
  return {
    lines: [...speeds, ...(['one process', 'apart'] as const).map((name) => tail(measured, name))],
    held: judged.every(({ kind, reached }) => kind === 'aim' || reached),
  };
}

function tail(measured: Measured, name: VariantName): string {
  const ratio = median((measured.get(name) ?? []).map(({ p50, p99 }) => p99 / p50));
  return `${verdict(ratio <= longestTail)}  aim: p99 of ${name} at most ${longestTail} x its p50; it is ${ratio.toFixed(2)} x`;
}

const verdict = (reached: boolean) => (reached ? 'reached' : 'missed ');
