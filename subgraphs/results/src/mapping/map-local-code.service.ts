import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { applyMapping } from './apply-mapping.service';
import { checkAgainstArrived } from './check-arrived.service';
import { CodeMapping, LocalCodeTable, UnmappedCodeRow } from './code-mapping.entity';
import { requireManaged } from './mapping.access';
import type { LocalCodeInput } from './mapping.inputs';
import { readMapping, type Wish } from './read-mapping';

/**
 * Says what a code or unit of an institution stands for, from now on and for all that arrived
 * before; answers when that is done. The last word counts, earlier ones stay. What is mapped the
 * same way already is the same answer. Of two at once one comes after the other, and what is
 * posted meanwhile is read by one of both, then again by the later one. Refuses with
 * INVALID_INPUT, naming the field, and with FORBIDDEN another institution's codes.
 */
export async function mapLocalCode(
  context: ResultsContext,
  input: LocalCodeInput,
): Promise<CodeMapping> {
  const institutionId = await requireManaged(context, input.institutionId);
  const wish = readMapping(input, context);
  await checkAgainstArrived(context.manager, institutionId, wish, context);
  const mapping = await context.database.transaction((manager) =>
    storeMapping(manager, context, institutionId, wish),
  );
  if (mapping.appliedAt === null) await applyMapping(context, mapping);
  return mapping;
}

async function storeMapping(
  manager: EntityManager,
  { localTables, newId, now, viewer }: ResultsContext,
  institutionId: string,
  wish: Wish,
): Promise<CodeMapping> {
  const { revision } = await localTables.holdAlone(manager, institutionId);
  const { kind, printedKey } = wish;
  const standing = await lastMapping(manager, institutionId, wish);
  if (standing && isSame(standing, wish)) return standing;
  const mapping = Object.assign(new CodeMapping(), {
    id: newId(),
    ...{ institutionId, revision: revision + 1, ...wish },
    ...{ authorSubject: viewer.subject, authorName: viewer.name },
    ...{ authorInstitutionId: viewer.institutionId, mappedAt: now(), appliedAt: null },
  });
  await manager.update(LocalCodeTable, { institutionId }, { revision: revision + 1 });
  await insertRows(manager, CodeMapping, [mapping]);
  await manager.delete(UnmappedCodeRow, { institutionId, kind, printedKey });
  await recordEvents(manager, [toEvent(mapping)], mapping.mappedAt);
  return mapping;
}

const toEvent = ({ id, institutionId, revision }: CodeMapping) =>
  ({
    id: `results.local-code.mapped:${id}`,
    type: 'results.local-code.mapped',
    key: institutionId,
    payload: { mappingId: id, institutionId, revision },
  }) as const;

/** What was said last of a code or unit; null where nobody has said anything. */
async function lastMapping(
  manager: EntityManager,
  institutionId: string,
  { kind, printedKey }: Pick<Wish, 'kind' | 'printedKey'>,
): Promise<CodeMapping | null> {
  const tail =
    'WHERE `institutionId` = ? AND `kind` = ? AND `printedKey` = ? ORDER BY `revision` DESC LIMIT 1';
  const [row] = await selectRows(manager, CodeMapping, tail, [institutionId, kind, printedKey]);
  return row ?? null;
}

const isSame = (standing: CodeMapping, wish: Wish) =>
  standing.itemCode === wish.itemCode && standing.ucumUnit === wish.ucumUnit;
