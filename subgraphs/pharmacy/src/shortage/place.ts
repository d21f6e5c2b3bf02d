import type { PageOrder } from '@lianyi/shared/database/select-pages';
import type { Shortage } from './shortage.entity';

/** Above every moment a shortage can be due at. */
const afterAll = 1e14;

/** Where a shortage stands in the list: open ones by their due time, then ended ones, newest first. */
export const placeOf = ({ dueAt, endedAt }: Pick<Shortage, 'dueAt' | 'endedAt'>): number =>
  endedAt === null ? dueAt.getTime() : afterAll - endedAt.getTime();

interface Placed {
  readonly id: string;
  readonly place: number;
}

/** The order of a list by place, as an index walks it. */
export const byPlace: readonly PageOrder<Placed>[] = [
  { column: 'place', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
];

/** Rows of several walks, each once, in that order. */
export const inPlaceOrder = <Row extends Placed>(rows: readonly Row[]): Row[] =>
  [...new Map(rows.map((row) => [row.id, row])).values()].sort(
    (one, other) => one.place - other.place || (one.id < other.id ? -1 : 1),
  );
