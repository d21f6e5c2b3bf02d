import { byKey } from '@lianyi/shared/collections/by-key';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Drug } from '../drug/drug.entity';
import { changesBetween, drugOf } from './drug-difference';
import type { DrugList } from './drug-list.entity';
import { DrugDifferenceKind, DrugListLine } from './drug-list-line.entity';
import type { DrugLine } from './read-drug-line';

/** Lines that are compared and stored by the same statements. */
const linesAtOnce = 500;

export type DrugListCounts = Pick<DrugList, 'added' | 'changed' | 'ended' | 'unchanged'>;

/**
 * Compares the lines with the catalogue as it will be on the list's day, and stores the difference.
 * Lists count one after the other, so that is what has no end yet.
 */
export async function compareList(
  manager: EntityManager,
  { id, whole }: Pick<DrugList, 'id' | 'whole'>,
  lines: readonly DrugLine[],
): Promise<DrugListCounts> {
  for (let start = 0; start < lines.length; start += linesAtOnce)
    await compareSome(manager, id, lines.slice(start, start + linesAtOnce));
  if (whole)
    await manager.query(
      "INSERT INTO `drug_list_line` (`listId`, `code`, `kind`, `name`, `changes`) SELECT ?, d.`code`, 'ENDED', d.`name`, '[]' FROM `drug` d LEFT JOIN `drug_list_line` l ON l.`listId` = ? AND l.`code` = d.`code` WHERE d.`effectiveUntil` IS NULL AND l.`code` IS NULL",
      [id, id],
    );
  const counted: { kind: DrugDifferenceKind; lines: number | string }[] = await manager.query(
    'SELECT `kind`, COUNT(*) AS `lines` FROM `drug_list_line` WHERE `listId` = ? GROUP BY `kind`',
    [id],
  );
  const counts = new Map(counted.map(({ kind, lines: count }) => [kind, Number(count)]));
  const countOf = (kind: DrugDifferenceKind) => counts.get(kind) ?? 0;
  return {
    added: countOf(DrugDifferenceKind.ADDED),
    changed: countOf(DrugDifferenceKind.CHANGED),
    ended: countOf(DrugDifferenceKind.ENDED),
    unchanged: countOf(DrugDifferenceKind.UNCHANGED),
  };
}

async function compareSome(manager: EntityManager, listId: string, lines: readonly DrugLine[]) {
  const codes = lines.map(({ drug }) => drug.code);
  const tail = `WHERE \`code\` IN (${placeholders(codes)}) AND \`effectiveUntil\` IS NULL`;
  const known = byKey(await selectRows(manager, Drug, tail, codes), ({ code }) => code);
  const rows = lines.map(({ drug: listed, line }) => {
    const { code, name } = listed;
    const before = known.get(code);
    const drug = drugOf(listed, before);
    const changes = before ? changesBetween(before, drug) : [];
    const kind = kindOf(before, changes.length);
    const isNew = kind !== DrugDifferenceKind.UNCHANGED;
    return { listId, code, kind, line, name, drug: isNew ? drug : null, changes };
  });
  await insertRows(manager, DrugListLine, rows);
}

function kindOf(before: Drug | undefined, changes: number): DrugDifferenceKind {
  if (!before) return DrugDifferenceKind.ADDED;
  return changes > 0 ? DrugDifferenceKind.CHANGED : DrugDifferenceKind.UNCHANGED;
}
