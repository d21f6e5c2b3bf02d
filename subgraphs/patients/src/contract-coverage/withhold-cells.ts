/** Counts of one institution and group. */
export interface Cell {
  readonly institutionId: string | null;
  /** Code of the group; null: all residents. */
  readonly group: string | null;
  readonly residents: number;
  readonly signed: number;
}

/** What is counted and told. */
const counts = ['residents', 'signed'] as const;

/**
 * The cells that must not be shown to who opens no record: those with a count from 1 to under
 * `smallest`, and so many more of the same group that the withheld ones cannot be found as the
 * difference of the group's total and the cells that are shown. Cells are those of one table: each
 * institution at most once for a group.
 */
export function withheldCells<Row extends Cell>(cells: readonly Row[], smallest: number): Set<Row> {
  const withheld = new Set<Row>();
  for (const group of new Set(cells.map((cell) => cell.group)))
    withholdIn(
      cells.filter((cell) => cell.group === group),
      smallest,
      withheld,
    );
  return withheld;
}

function withholdIn<Row extends Cell>(cells: readonly Row[], smallest: number, into: Set<Row>) {
  const tooFew = (count: number) => count > 0 && count < smallest;
  const hidden = cells.filter((cell) => counts.some((name) => tooFew(cell[name])));
  const rest = cells
    .filter((cell) => !hidden.includes(cell) && cell.residents > 0)
    .sort((one, other) => one.residents - other.residents);
  const sum = (name: (typeof counts)[number]) =>
    hidden.reduce((total, cell) => total + cell[name], 0);
  const found = () => hidden.length === 1 || counts.some((name) => tooFew(sum(name)));
  while (found()) {
    const next = rest.shift();
    if (!next) break;
    hidden.push(next);
  }
  for (const cell of hidden) into.add(cell);
}
