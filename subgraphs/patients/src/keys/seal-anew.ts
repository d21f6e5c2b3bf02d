import { SealedTextUnreadable } from '@lianyi/shared/crypto/key-errors';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import type { SealedWriter } from './key-state';
import { markOf, notUnder, type SealedTable } from './sealed-columns';

export interface BatchQuestion {
  /** The key that rows are brought under. */
  readonly keyId: string;
  /** Patients up to this one are done. */
  readonly after: string;
  readonly limit: number;
}

export interface Batch {
  /** The last patient of the batch; null where none is left. */
  readonly last: string | null;
  readonly sealed: number;
  readonly unreadable: readonly string[];
}

/** Seals the next patients' rows of a table anew; what another run did meanwhile stays as it is. */
export async function sealBatch<Row extends ObjectLiteral>(
  manager: EntityManager,
  cipher: SealedWriter,
  of: SealedTable<Row>,
  { keyId, after, limit }: BatchQuestion,
): Promise<Batch> {
  const { entity, owner } = of;
  const left = `\`${owner}\` > ? AND ${notUnder(of)}`;
  const order = `ORDER BY \`${owner}\``;
  const ahead = [after, markOf(keyId)];
  const first = await selectRows(manager, entity, `WHERE ${left} ${order} LIMIT ${limit}`, ahead);
  const last: string | undefined = first.at(-1)?.[owner];
  if (last === undefined) return { last: null, sealed: 0, unreadable: [] };
  // All rows of the last patient, however many: the next batch begins behind her.
  const tail = `WHERE ${left} AND \`${owner}\` <= ? ${order}`;
  const rows = await selectRows(manager, entity, tail, [...ahead, last]);
  const unreadable: string[] = [];
  let sealed = 0;
  for (const row of rows) {
    const text = textOf(cipher, of, row);
    if (text === null) unreadable.push(row[owner]);
    else sealed += await sealRow(manager, cipher, of, { row, text });
  }
  return { last, sealed, unreadable };
}

/** What a row holds; null where it does not open, or is not the text that the row is found by. */
function textOf<Row>(cipher: SealedWriter, of: SealedTable<Row>, row: Row): string | null {
  const { previousIndex } = cipher;
  try {
    const text = cipher.open(String(row[of.sealed]));
    // Sealing a text of another row anew would give this patient that number for good.
    const found = previousIndex && of.indexOf({ blindIndex: previousIndex }, row, text);
    return found === row[of.index] ? text : null;
  } catch (error) {
    if (error instanceof SealedTextUnreadable) return null;
    throw error;
  }
}

async function sealRow<Row extends ObjectLiteral>(
  manager: EntityManager,
  cipher: SealedWriter,
  of: SealedTable<Row>,
  { row, text }: { readonly row: Row; readonly text: string },
): Promise<number> {
  const where = Object.fromEntries([...of.key, of.sealed].map((column) => [column, row[column]]));
  const { affected } = await manager.update(
    of.entity,
    // The row's own columns; TypeORM's types also allow expressions in them.
    where as FindOptionsWhere<Row>,
    of.columnsOf(cipher, row, text) as QueryDeepPartialEntity<Row>,
  );
  return affected ?? 0;
}
