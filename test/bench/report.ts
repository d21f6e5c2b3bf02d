import { cpus } from 'node:os';
import type { KeptRecord } from './kept-record';
import type { Measured } from './rounds';
import type { BenchSettings } from './settings';
import { median, spread } from './statistics';
import type { VariantName } from './variants';

interface Line {
  readonly name: VariantName;
  readonly perSecond: number;
  readonly cells: readonly string[];
}

const fixed = (value: number, digits: number) => value.toFixed(digits);

/** What was measured, where, and on what: the lines before the table. */
export function describeBench(settings: BenchSettings, records: readonly KeptRecord[]): string[] {
  const sizes = records.map(({ data }) => Buffer.byteLength(JSON.stringify(data)));
  const statements = records.map(({ reads, writes }) => reads.length + writes.length);
  const [processor] = cpus();
  return [
    `UnifiedRecord of ${records.length} residents at random, county of ${settings.patients}, ${settings.databases}.`,
    `${cpus().length} x ${processor?.model ?? 'processor'}, Node ${process.versions.node}; the client runs on the same processors.`,
    `${settings.connections} connections, ${settings.rounds} interleaved rounds of ${settings.seconds} s after ${settings.warmUp} s of warm-up; medians.`,
    `An answer: median ${fixed(median(sizes) / 1024, 1)} KB from ${median(statements)} statements, its line in the access log durable.`,
  ];
}

const heading = [
  'variant',
  'req/s',
  'p50 ms',
  'p99 ms',
  'x (a)',
  'x (b)',
  'cpu ms/req',
  'spread',
  'wrong',
];

/** The table: req/s, times, ratios to the hand-written endpoint (a) and the plain gateway (b). */
export function tableOf(measured: Measured): string[] {
  const speed = (name: VariantName) => speedOf(measured, name);
  const lines: Line[] = [...measured].map(([name, rounds]) => {
    const middle = (of: (round: (typeof rounds)[number]) => number) => median(rounds.map(of));
    const perSecond = speed(name);
    return {
      name,
      perSecond,
      cells: [
        name,
        fixed(perSecond, 0),
        fixed(
          middle(({ p50 }) => p50),
          1,
        ),
        fixed(
          middle(({ p99 }) => p99),
          1,
        ),
        fixed(perSecond / speed('hand-written'), 2),
        fixed(perSecond / speed('plain gateway'), 2),
        fixed(
          middle(({ cpuPerAnswer }) => cpuPerAnswer),
          2,
        ),
        `${fixed(100 * spread(rounds.map((round) => round.perSecond)), 0)} %`,
        String(rounds.reduce((sum, { wrong }) => sum + wrong, 0)),
      ],
    };
  });
  return aligned([heading, ...lines.map(({ cells }) => cells)]);
}

export const speedOf = (measured: Measured, name: VariantName) =>
  median((measured.get(name) ?? []).map(({ perSecond }) => perSecond));

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
}
