import DataLoader from 'dataloader';
import { type ClassType, Directive, Field, ObjectType } from 'type-graphql';
import type { CursorValue, PageRequest } from '../database/select-pages';
import { InvalidInput } from '../errors/domain-error';

export const defaultPageSize = 20;
export const largestPageSize = 100;

@Directive('@shareable')
@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Page<Node> {
  readonly nodes: Node[];
  readonly pageInfo: PageInfo;
}

/** The connection type of a list: `@ObjectType('DrugConnection') class DrugConnection extends connectionOf(Drug) {}`. */
export function connectionOf<Node extends object>(node: ClassType<Node>) {
  @ObjectType()
  abstract class Connection implements Page<Node> {
    @Field(() => [node])
    nodes!: Node[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return Connection;
}

/**
 * Checks a client's paging arguments (design rule 13): `first` from 1 to 100, 20 by default;
 * `after` a cursor this list gave out. Refuses with INVALID_INPUT.
 */
export function pageRequest(
  first: number | null | undefined,
  after: string | null | undefined,
  cursor: readonly ('time' | 'text' | 'number')[],
): PageRequest {
  const size = first ?? defaultPageSize;
  if (size < 1 || size > largestPageSize)
    throw new InvalidInput('first', `must be from 1 to ${largestPageSize}.`);
  return { first: size, after: after == null ? null : readCursor(after, cursor) };
}

/** Cuts the extra row `selectPages` yields and makes the page's cursor from the last one. */
export function toPage<Node>(
  rows: readonly Node[],
  { first }: PageRequest,
  cursorOf: (node: Node) => readonly CursorValue[],
): Page<Node> {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  const pageInfo = {
    hasNextPage: rows.length > first,
    endCursor: last === undefined ? null : writeCursor(cursorOf(last)),
  };
  return { nodes, pageInfo };
}

/**
 * A page some rows of which are left out, as they stay closed to the viewer. It goes on after the
 * last row it shows: a cursor must not tell of one it leaves out. A page on which nothing is shown
 * has to go on somewhere, where there is more.
 */
export function withoutHidden<Node>(
  { pageInfo }: Page<Node>,
  nodes: Node[],
  cursorOf: (node: Node) => readonly CursorValue[],
): Page<Node> {
  const last = nodes.at(-1);
  const onward = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  const endCursor = last === undefined ? onward : writeCursor(cursorOf(last));
  return { nodes, pageInfo: { ...pageInfo, endCursor } };
}

export const writeCursor = (values: readonly CursorValue[]) =>
  Buffer.from(
    JSON.stringify(values.map((value) => (value instanceof Date ? value.getTime() : value))),
  ).toString('base64url');

function readCursor(cursor: string, kinds: readonly ('time' | 'text' | 'number')[]): CursorValue[] {
  const refuse = () => new InvalidInput('after', 'is not a cursor of this list.');
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  if (!Array.isArray(values) || values.length !== kinds.length) throw refuse();
  return kinds.map((kind, index) => {
    const value: unknown = values[index];
    if (kind === 'text' && typeof value === 'string') return value;
    if (kind === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
    if (kind === 'time' && Number.isSafeInteger(value) && Math.abs(Number(value)) <= 8.64e15)
      return new Date(Number(value));
    throw refuse();
  });
}

/**
 * Loaders by their arguments: parents asked for with the same arguments in one request share
 * one statement.
 */
export function loadersByArguments<Arguments extends object, Value>(
  batch: (parentIds: readonly string[], args: Arguments) => Promise<readonly (Value | Error)[]>,
) {
  const loaders = new Map<string, DataLoader<string, Value>>();
  return (parentId: string, args: Arguments): Promise<Value> => {
    const key = JSON.stringify(args);
    const known = loaders.get(key);
    const loader = known ?? new DataLoader<string, Value>((ids) => batch(ids, args));
    if (!known) loaders.set(key, loader);
    return loader.load(parentId);
  };
}
