import { driverParameter, type KeptStatement } from './kept-record';

export type AccessRow = readonly unknown[];

/** The access log's columns, and how its statements are made for any number of rows. */
export interface AccessShape {
  /** The rows one record's kept statements write. */
  rowsOf(writes: readonly KeptStatement[]): AccessRow[];
  /** Extends the log from its end by these rows: what to run inside one transaction. */
  statements(end: ChainEnd, rows: readonly AccessRow[]): readonly LogStatement[];
}

export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

export interface LogStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const insert = /^(INSERT INTO `access_event` \(([^)]*)\) VALUES )/;

/** Reads the shape off one record's kept statements. Throws where they do not write the log. */
export function accessShape(writes: readonly KeptStatement[]): AccessShape {
  const move = writes.find(({ sql }) => sql.startsWith('UPDATE'));
  const added = writes.find(({ sql }) => insert.test(sql));
  const [, into, list] = insert.exec(added?.sql ?? '') ?? [];
  if (!move || !into || !list) throw new Error('a record was read without a line in the log');
  const columns = list.split(', ').map((name) => name.replaceAll('`', ''));
  const place = columns.indexOf('seq');
  const oneRow = `(${columns.map(() => '?').join(', ')})`;
  const proof = driverParameter(move.parameters[2] ?? '');
  return {
    rowsOf: (own) =>
      own
        .filter(({ sql }) => insert.test(sql))
        .flatMap(({ parameters }) => chunks(parameters.map(driverParameter), columns.length)),
    statements({ seq, hash }, rows) {
      const numbered = rows.flatMap((row, at) => row.with(place, seq + at + 1));
      return [
        { sql: move.sql, parameters: [seq + rows.length, hash, proof, seq, hash] },
        { sql: into + rows.map(() => oneRow).join(', '), parameters: numbered },
      ];
    },
  };
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/**
 * Gathers what is asked for in one turn, and while a commit runs, into one commit, as the
 * product does: the disk's wait is shared alike.
 */
export function createAccessQueue(write: (rows: readonly AccessRow[]) => Promise<void> | void) {
  let waiting: { rows: AccessRow[]; resolve(): void; reject(error: unknown): void }[] = [];
  let running = false;
  const flush = async () => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.flatMap(({ rows }) => rows));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  };
  return (rows: AccessRow[]): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ rows, resolve, reject });
      if (!running) setImmediate(() => running || flush());
    });
}
