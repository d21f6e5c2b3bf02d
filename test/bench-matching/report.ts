import {
  type Aim,
  aimsOf,
  type Judgement,
  precision,
  recall,
  recallWithCandidates,
  type Tally,
} from './judge';

const heading = [
  ...['class', 'registrations', 'pairs', 'linked', 'wrong', 'precision'],
  ...['recall', 'with cand.', 'cand. each', 'refused'],
];

const cells = (name: string, tally: Tally) => [
  name,
  ...[tally.registrations, tally.pairs, tally.linked, tally.wrong].map(String),
  precision(tally).toFixed(5),
  ...(tally.pairs === 0
    ? ['-', '-']
    : [recall(tally).toFixed(4), recallWithCandidates(tally).toFixed(4)]),
  (tally.candidates / Math.max(tally.registrations, 1)).toFixed(3),
  String(tally.refused),
];

/** A table of the classes and the total, then one line for each aim. */
export function describeJudgement(judgement: Judgement): string[] {
  const classes = [...judgement.classes].sort(([one], [other]) => (one < other ? -1 : 1));
  const rows = [
    heading,
    ...classes.map(([name, tally]) => cells(name, tally)),
    cells('total', judgement.total),
  ];
  return [...aligned(rows), '', ...aimsOf(judgement).map(describeAim)];
}

export const describeAim = ({ text, value, reached }: Aim) =>
  `${reached ? 'reached' : 'missed '}  ${text}; it is ${Number(value.toFixed(6))}`;

export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
