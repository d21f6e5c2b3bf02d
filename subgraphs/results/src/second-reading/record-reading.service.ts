import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { type EntityManager, IsNull } from 'typeorm';
import type { ResultsContext } from '../context';
import { kindOf } from '../diagnostic-request/answer-request.service';
import { isOpenTo } from '../diagnostic-request/diagnostic-request.access';
import type { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { requestAsStored } from '../diagnostic-request/open-request.service';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import { reportsByIds } from '../report/report.loader';
import { SecondReading, type SecondReadingOutcome } from './second-reading.entity';
import { AlreadyRead, SameReader, SecondReadingForbidden } from './second-reading.errors';

export interface Reading {
  readonly outcome: SecondReadingOutcome;
  readonly conclusion: string;
}

/**
 * Records what a second person reads, once, by one conditional update; the first report stays as
 * it is. The same again by the same reader changes nothing. Refuses with FORBIDDEN who reported
 * or claimed the exam first and who has no right to sign there that day, with CONFLICT where somebody has read it.
 */
export async function recordSecondReading(
  context: ResultsContext,
  id: string,
  { outcome, conclusion }: Reading,
): Promise<SecondReading> {
  checkText('conclusion', conclusion, { characters: 20_000 });
  const { database, manager, now, practice, viewer } = context;
  const row = await openReading(context, id);
  const request = await requestAsStored(manager, row.requestId);
  if ([request.claimHolder, request.reportedBy].includes(viewer.subject)) throw new SameReader(id);
  if (row.readAt === null)
    await practice.require(viewer, { act: 'SIGN', field: 'readBy', at: now() });
  const read = {
    outcome,
    ...{ conclusion, readAt: now(), readerSubject: viewer.subject },
    readerPractitionerId: viewer.practitionerId ?? null,
    reportVersion: await versionOf(manager, request),
  };
  const stored = await database.transaction(async (writer) => {
    await writer.update(SecondReading, { id, readAt: IsNull() }, read);
    return readingAsStored(writer, id);
  });
  const isHers = stored.readerSubject === viewer.subject;
  if (!isHers || stored.outcome !== outcome || stored.conclusion !== conclusion)
    throw new AlreadyRead(id);
  return stored;
}

/** A reading asked of the viewer's institution; every other is refused like an id that is none. */
async function openReading(
  { access, manager, viewer }: Pick<ResultsContext, 'access' | 'manager' | 'viewer'>,
  id: string,
): Promise<SecondReading> {
  const [row] = await selectRows(manager, SecondReading, 'WHERE `id` = ?', [id]);
  if (row?.centerId !== viewer.institutionId) throw new SecondReadingForbidden(id);
  try {
    const request = await requestAsStored(manager, row.requestId);
    if (isOpenTo(request, await access.require(row.patientId))) return row;
  } catch (error) {
    // A refusal that names the patient would tell that the reading is there.
    if (!(error instanceof DomainError && error.code === 'FORBIDDEN')) throw error;
  }
  throw new SecondReadingForbidden(id);
}

async function readingAsStored(manager: EntityManager, id: string): Promise<SecondReading> {
  const [row] = await selectRows(manager, SecondReading, 'WHERE `id` = ?', [id]);
  if (!row) throw new Error(`second reading ${id} is not there`);
  return row;
}

/** The version of the report in force. */
async function versionOf(manager: EntityManager, request: DiagnosticRequest) {
  const entity = kindOf(request) === 'LAB' ? LabReport : ExamReport;
  const [report] = await reportsByIds(manager, entity, [request.reportId ?? '']);
  return report?.version ?? null;
}
