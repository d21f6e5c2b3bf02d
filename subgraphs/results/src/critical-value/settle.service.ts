import type { Viewer } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { ResultsContext } from '../context';
import { ExamReport } from '../exam-report/exam-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { scopeOf } from '../report/report.access';
import { reportsByIds } from '../report/report.loader';
import { unlessRefused } from '../report/unless-refused';
import { isWithinScope } from './critical-value.access';
import { type CriticalState, CriticalValueRow } from './critical-value.entity';
import { CriticalValueConflict, CriticalValueForbidden } from './critical-value.errors';
import { findAddressed } from './critical-value.loader';
import { showValue } from './critical-value.service';
import type { CriticalValue } from './critical-value.view';
import { showStates } from './raise.service';
import { isReadBack, isReadBackOfExam } from './read-back';

const longestReadBack = 200;
const longestHandling = 2000;

/**
 * Acknowledges a value for an institution it is addressed to, and with it for all of them. Who was
 * first stays, by one conditional update; again it changes nothing. A read-back that is not what
 * was reported is refused with INVALID_INPUT and changes nothing; a value that was superseded is
 * CONFLICT, as something else stands in its report now.
 */
export async function acknowledgeCriticalValue(
  context: ResultsContext,
  id: string,
  readBack: string | null,
): Promise<CriticalValue> {
  if (readBack !== null) checkText('readBack', readBack, { characters: longestReadBack });
  const row = await requireAddressed(context, id, 'ACKNOWLEDGE_CRITICAL_VALUE');
  if (readBack !== null) await checkReadBack(context, row, readBack);
  const { subject, name } = personOf(context.viewer);
  await settle(context, id, 'OPEN', {
    state: 'ACKNOWLEDGED',
    ...{ acknowledgedAt: context.now(), readBack },
    ...{ acknowledgedSubject: subject, acknowledgedName: name },
  });
  noteSeen(context, row);
  const stored = await storedAgain(context, id);
  if (stored.state === 'SUPERSEDED')
    throw new CriticalValueConflict(id, stored.state, 'Read the report as it stands now.');
  return showValue(stored, context.now());
}

/**
 * Records what was done about an acknowledged value, once. The same again by the same person
 * changes nothing; anything else afterwards, and a value nobody has acknowledged, is CONFLICT.
 */
export async function handleCriticalValue(
  context: ResultsContext,
  id: string,
  handling: string,
): Promise<CriticalValue> {
  checkText('handling', handling, { characters: longestHandling });
  await requireAddressed(context, id, 'HANDLE_CRITICAL_VALUE');
  const { subject, name } = personOf(context.viewer);
  const won = await settle(context, id, 'ACKNOWLEDGED', {
    state: 'HANDLED',
    ...{ handledAt: context.now(), handling },
    ...{ handledSubject: subject, handledName: name },
  });
  const stored = await storedAgain(context, id);
  const same = stored.handling === handling && stored.handledSubject === subject;
  if (won || same) return showValue(stored, context.now());
  const { status } = showValue(stored, context.now());
  const waits = stored.state === 'OPEN';
  const next = waits ? 'Acknowledge it first.' : 'Nothing was changed.';
  throw new CriticalValueConflict(id, status, next);
}

/** Who takes a value on knows it, whether or not she opened the report: a correction concerns her. */
function noteSeen({ shown, viewer }: ResultsContext, row: CriticalValueRow) {
  const { reportId, kind, shownVersion: version, patientId, sensitive } = row;
  const { institutionId } = viewer;
  shown.note({ reportId, kind, version, patientId, sensitive, institutionId });
}

/** As many signs of who it was as the columns hold. */
const personOf = ({ subject, name }: Viewer) => ({
  subject: Array.from(subject).slice(0, 200).join(''),
  name: Array.from(name).slice(0, 100).join(''),
});

/**
 * The value, addressed to the viewer's institution and of a patient whose record opens to her.
 * Everything else is refused in the same words. Who reported it sees it, but it is not told so.
 */
async function requireAddressed(
  { accessTo, manager, viewer }: ResultsContext,
  id: string,
  action: 'ACKNOWLEDGE_CRITICAL_VALUE' | 'HANDLE_CRITICAL_VALUE',
): Promise<CriticalValueRow> {
  const found = await findAddressed(manager, id, viewer.institutionId);
  if (found === null || found.address.reason === 'REPORTING') throw new CriticalValueForbidden(id);
  const { row } = found;
  const given = await unlessRefused(accessTo(action).require(row.patientId));
  if (!given || !isWithinScope(row, scopeOf(given, viewer))) throw new CriticalValueForbidden(id);
  return row;
}

async function checkReadBack(
  { database: { read } }: ResultsContext,
  { kind, reportId, observationId }: CriticalValueRow,
  readBack: string,
) {
  if (kind === 'EXAM') {
    const [exam] = await reportsByIds(read, ExamReport, [reportId]);
    if (exam && isReadBackOfExam(readBack, exam.conclusion ?? '')) return;
  } else {
    const [value] = await selectRows(read, Observation, 'WHERE `id` = ?', [observationId]);
    if (value && isReadBack(readBack, value)) return;
  }
  throw new InvalidInput('readBack', 'is not what was reported.');
}

/** Moves a value on from where it stands, in one conditional update; false where it stood elsewhere. */
const settle = (
  { database }: ResultsContext,
  id: string,
  from: CriticalState,
  change: Partial<CriticalValueRow>,
): Promise<boolean> =>
  database.transaction(async (manager) => {
    const { affected } = await manager.update(CriticalValueRow, { id, state: from }, change);
    if (affected === 1) await showStates(manager, [id]);
    return affected === 1;
  });

async function storedAgain({ manager }: ResultsContext, id: string): Promise<CriticalValueRow> {
  const [row] = await selectRows(manager, CriticalValueRow, 'WHERE `id` = ?', [id]);
  if (!row) throw new Error(`critical value ${id} is not there after it was settled`);
  return row;
}
