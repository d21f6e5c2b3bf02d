import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { CatalogueItem } from '../catalogue/item';
import { UnmappedCodeRow } from './code-mapping.entity';
import type { MappingRules, Wish } from './read-mapping';

/**
 * Holds a mapping against what arrived under the code: a laboratory's code is no exam, a CT is no
 * ultrasound, and a unit converts to that of the item it was printed for. Refuses with
 * INVALID_INPUT, naming the field.
 */
export async function checkAgainstArrived(
  manager: EntityManager,
  institutionId: string,
  wish: Wish,
  { catalogue, units }: MappingRules,
): Promise<void> {
  const tail = 'WHERE `institutionId` = ? AND `printedKey` = ?';
  const waiting = await selectRows(manager, UnmappedCodeRow, tail, [
    institutionId,
    wish.printedKey,
  ]);
  if (wish.kind !== 'UNIT') {
    const item = catalogue.find(wish.itemCode ?? '');
    checkKind(waiting, wish);
    if (item?.modality) await checkModality(manager, institutionId, wish.printedKey, item);
    return;
  }
  const printedFor = waiting.find(({ kind }) => kind === 'UNIT')?.itemCode;
  const item = printedFor ? catalogue.find(printedFor) : null;
  if (item && !units.convertsTo(wish.ucumUnit ?? '', item))
    throw new InvalidInput(
      'ucumUnit',
      `cannot be converted to ${item.unit ?? 'the values'} of item ${item.code}, for which it is printed.`,
    );
}

function checkKind(waiting: readonly UnmappedCodeRow[], { kind }: Wish) {
  const kinds: readonly string[] = waiting.map((row) => row.kind).filter((one) => one !== 'UNIT');
  if (kinds.length > 0 && !kinds.includes(kind))
    throw new InvalidInput(
      'itemCode',
      kind === 'EXAM_CODE'
        ? 'is an exam; the code is a laboratory’s.'
        : 'is no exam; the code is one of an exam.',
    );
}

/** A code may stand for exams of two modalities, such as CR and DX: one of them must be the item's. */
async function checkModality(
  manager: EntityManager,
  institutionId: string,
  printedCode: string,
  { modality }: CatalogueItem,
) {
  const found: { modality: string }[] = await manager.query(
    'SELECT DISTINCT `modality` FROM `exam_report` WHERE `institutionId` = ? AND `printedCode` = ?',
    [institutionId, printedCode],
  );
  const arrived = found.map((row) => row.modality);
  if (arrived.length > 0 && !arrived.some((one) => one === modality))
    throw new InvalidInput(
      'itemCode',
      `is of ${modality}; exams under this code are of ${arrived.join(', ')}.`,
    );
}
