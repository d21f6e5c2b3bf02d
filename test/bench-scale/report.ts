import type { LoadResult } from '../bench/load';
import { median } from '../bench/statistics';

/** Rounds of one operation in one county. */
export interface ScaledRounds {
  readonly operation: string;
  readonly size: number;
  readonly rounds: readonly LoadResult[];
}

/** The unified record in the biggest county takes at most this many times its p50 in the smallest. */
export const mostTimesSmallest = 1.5;
const judged = 'unified record';

const heading = ['operation', 'residents', 'req/s', 'p50 ms', 'p99 ms', 'p50 x smallest', 'wrong'];

/** A line for each operation and size, and whether the record grew no more than it may. */
export function reportScale(measured: readonly ScaledRounds[]) {
  const rows = measured.map((one) => {
    const middle = (of: (round: LoadResult) => number) => median(one.rounds.map(of));
    const wrong = one.rounds.reduce((sum, round) => sum + round.wrong, 0);
    return [
      ...[one.operation, String(one.size), middle(({ perSecond }) => perSecond).toFixed(0)],
      ...[middle(({ p50 }) => p50).toFixed(1), middle(({ p99 }) => p99).toFixed(1)],
      ...[growth(measured, one).toFixed(2), String(wrong)],
    ];
  });
  const biggest = measured.filter(({ operation }) => operation === judged).at(-1);
  const times = biggest ? growth(measured, biggest) : Number.NaN;
  const right = measured.every(({ rounds }) => rounds.every(({ wrong }) => wrong === 0));
  return {
    lines: [
      ...aligned([heading, ...rows]),
      '',
      `The ${judged} of ${biggest?.size} residents: ${times.toFixed(2)} x the smallest county (at most ${mostTimesSmallest}).`,
    ],
    held: right && times <= mostTimesSmallest,
  };
}

/** p50 against the smallest county in the same round: what the machine does besides meets both. */
function growth(measured: readonly ScaledRounds[], { operation, rounds }: ScaledRounds): number {
  const smallest = measured.find((one) => one.operation === operation);
  return median(rounds.map(({ p50 }, at) => p50 / (smallest?.rounds[at]?.p50 ?? Number.NaN)));
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
