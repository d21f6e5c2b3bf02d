import { byKey } from '@lianyi/shared/collections/by-key';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { present } from '../diagnostic-request/present-request';
import type { ExamReportReading } from '../exam-report/exam-report.loader';
import { SecondReading } from './second-reading.entity';

/** One set per request; who reads them has opened the patient's record. */
export const createSecondReadingLoaders = (reading: ExamReportReading) => ({
  /** Second readings of a request, as they were asked for. */
  byRequest: new DataLoader<string, SecondReading[]>((requestIds) =>
    selectByParent(
      reading.manager,
      SecondReading,
      { parent: 'requestId', order: '`askedAt`, `id`' },
      requestIds,
    ),
  ),
  /** The requests that readings are of. */
  requests: new DataLoader<string, DiagnosticRequest>(async (ids) => {
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(
      await selectRows(reading.manager, DiagnosticRequest, tail, ids),
      (r) => r.id,
    );
    return ids.map((id) => {
      const row = rows.get(id);
      return row ? present(row, reading) : new Error(`request ${id} is not there`);
    });
  }),
});
