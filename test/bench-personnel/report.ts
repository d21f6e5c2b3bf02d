import { median } from '../bench/statistics';
import type { Compared, Cost } from './rounds';

const heading = ['question', 'statements', 'rows read', 'answer KB', 'median ms', 'x small'];

/** A line for each question, small county and large, and the names of those whose statements grew. */
export function reportOf(compared: readonly Compared[]) {
  const rows = compared.map(({ name, small, large }) => {
    const both = (of: (cost: Cost) => string) => `${of(small)} / ${of(large)}`;
    const times = large.milliseconds.map((ms, at) => ms / (small.milliseconds[at] ?? Number.NaN));
    return [
      ...[name, both(({ statements }) => String(statements))],
      both(({ rowsRead }) => (rowsRead === null ? '-' : String(rowsRead))),
      both(({ length }) => (length / 1000).toFixed(1)),
      both(({ milliseconds }) => median(milliseconds).toFixed(1)),
      median(times).toFixed(1),
    ];
  });
  const grown = compared.filter(({ small, large }) => large.statements > small.statements);
  return { lines: aligned([heading, ...rows]), grown: grown.map(({ name }) => name) };
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  '));
}
