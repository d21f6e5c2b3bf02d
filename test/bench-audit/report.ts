import { median, spread } from '../bench/statistics';
import type { VariantName } from './records';
import type { Measured } from './rounds';

const cells = (values: readonly string[]) =>
  [values[0]?.padEnd(28), ...values.slice(1).map((value) => value.padStart(12))].join('');

/** A table of medians, and what the event and the shared commit come to. */
export function reportOf(measured: Measured): string[] {
  const speed = (name: VariantName) => median(measured.get(name) ?? []);
  const [without, group, each] = [
    speed('no event'),
    speed('an event, group commit'),
    speed('an event, each its commit'),
  ];
  const rows = [...measured].map(([name, rounds]) =>
    cells([
      name,
      ...[`${Math.round(median(rounds))}/s`, (median(rounds) / without).toFixed(2)],
      `${Math.round(spread(rounds) * 100)} %`,
    ]),
  );
  return [
    cells(['variant', 'releases', 'x no event', 'spread']),
    ...rows,
    `The durable event leaves ${((group / without) * 100).toFixed(0)} % of the speed with group commit, ${((each / without) * 100).toFixed(0)} % without: group commit is ${(group / each).toFixed(1)} times as fast.`,
  ];
}
