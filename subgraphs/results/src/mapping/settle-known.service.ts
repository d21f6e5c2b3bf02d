import { selectRows } from '@lianyi/shared/database/select-rows';
import { resolveCode } from '../observation/read-observation';
import { type Applying, rereadAll } from './apply-mapping.service';
import { UnmappedCodeRow } from './code-mapping.entity';
import { noLocalCodes } from './local-code';

/**
 * What waits and has become known by the county's files, edited since: at the start it is read
 * again as if it had been mapped by hand, and leaves the queue. A kill in between does no harm:
 * the row is still there at the next start.
 */
export async function settleKnown(applying: Applying): Promise<void> {
  const { database } = applying;
  const waiting = await selectRows(
    database.read,
    UnmappedCodeRow,
    'ORDER BY `institutionId`, `id`',
  );
  for (const row of waiting.filter((one) => isKnown(one, applying))) {
    await rereadAll(applying, row);
    await database.transaction((manager) => manager.delete(UnmappedCodeRow, { id: row.id }));
  }
}

function isKnown(
  { kind, institutionId, printedKey, printed }: UnmappedCodeRow,
  { catalogue }: Applying,
) {
  if (kind === 'UNIT') return catalogue.units.find(printed) !== null;
  return resolveCode(kind, printedKey, institutionId, catalogue, noLocalCodes) !== null;
}
