import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { ExamReport } from '../exam-report/exam-report.entity';
import { resolveCode } from '../observation/read-observation';
import type { Applying, Meant, Step } from './apply-mapping.service';
import { setColumns } from './set-columns';

const atOnce = 500;

/** One step over the exam reports an institution sent under a code: all become the same item. */
export async function rereadExams(
  manager: EntityManager,
  { catalogue, localTables }: Applying,
  { institutionId, printedKey }: Meant,
  [, after]: readonly [string, string],
): Promise<Step> {
  const local = await localTables.holdAlone(manager, institutionId);
  const tail = `WHERE \`institutionId\` = ? AND \`printedCode\` = ? AND \`id\` > ? ORDER BY \`id\` LIMIT ${atOnce}`;
  const rows = await selectRows(manager, ExamReport, tail, [institutionId, printedKey, after]);
  const last = rows.at(-1);
  if (last === undefined) return { after: null };
  const resolved = resolveCode('EXAM_CODE', printedKey, institutionId, catalogue, local);
  const item = resolved?.item ?? null;
  const columns = {
    itemCode: item?.code ?? printedKey,
    mapped: Number(item !== null),
    sensitivity: item?.sensitive ? 'ALL' : 'NONE',
  };
  await setColumns(
    manager,
    'exam_report',
    columns,
    rows.map(({ id }) => id),
  );
  return { after: rows.length === atOnce ? ['', last.id] : null };
}
