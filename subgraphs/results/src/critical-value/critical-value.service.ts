import { hasRole } from '@lianyi/shared/auth/viewer';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { ResultsContext } from '../context';
import { scopeOf } from '../report/report.access';
import { unlessRefused } from '../report/unless-refused';
import { isWithinScope } from './critical-value.access';
import type { CriticalValueRow } from './critical-value.entity';
import { NotOnDuty } from './critical-value.errors';
import { cursorOf, selectAddressed } from './critical-value.loader';
import {
  CriticalValue,
  CriticalValueEscalation,
  type CriticalValueStatus,
} from './critical-value.view';

export interface CriticalValuesAsked {
  readonly status?: CriticalValueStatus | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const cursor = ['text', 'time', 'text'] as const;

/**
 * The values addressed to the viewer's institution: open ones first, by their due time. Those of
 * patients whose record does not open to the viewer are left out, so a page may be short.
 */
export async function findCriticalValues(
  context: ResultsContext,
  { status = null, first, after }: CriticalValuesAsked,
): Promise<Page<CriticalValue>> {
  const { access, instant: now, manager, viewer } = context;
  const request = pageRequest(first, after, cursor);
  const { institutionId } = viewer;
  const rows = await selectAddressed(manager, { institutionId, status, now }, request);
  const page = toPage(rows, request, cursorOf);
  const opened = await Promise.all(
    page.nodes.map(async (row) => {
      const given = await unlessRefused(access.require(row.patientId));
      return given && isWithinScope(row, scopeOf(given, viewer)) ? [showValue(row, now)] : [];
    }),
  );
  return { ...page, nodes: opened.flat() };
}

/**
 * What became overdue at the viewer's institution, for the roles that are on duty there, longest
 * first: that it waits, and nothing of the patient, whose record they do not open.
 */
export async function findEscalations(
  { criticalRules, instant: now, manager, viewer }: ResultsContext,
  { first, after }: Omit<CriticalValuesAsked, 'status'>,
): Promise<Page<CriticalValueEscalation>> {
  const { dutyRoles } = criticalRules;
  if (!hasRole(viewer, ...dutyRoles)) throw new NotOnDuty(dutyRoles);
  const request = pageRequest(first, after, cursor);
  const { institutionId } = viewer;
  const overdue = { institutionId, status: 'OVERDUE', now } as const;
  const page = toPage(await selectAddressed(manager, overdue, request), request, cursorOf);
  const nodes = page.nodes.map((row) =>
    Object.assign(new CriticalValueEscalation(), {
      id: row.id,
      ...{ institutionId: row.institutionId, department: row.department },
      ...{ raisedAt: row.raisedAt, dueAt: row.dueAt },
    }),
  );
  return { ...page, nodes };
}

/**
 * A value as it is shown at a moment. OVERDUE, and that who is on duty is told, come from the
 * clock and the due time that is stored: nothing has to run for it, so nothing can miss it, be
 * late or do it twice, however many processes there are and whenever they were started.
 */
export function showValue(row: CriticalValueRow, now: Date): CriticalValue {
  const { state, dueAt, supersededAt, acknowledgedAt } = row;
  const late = (acknowledgedAt ?? supersededAt ?? now) > dueAt;
  const { id, patientId, reportId, kind, shownVersion, observationId, institutionId } = row;
  return Object.assign(new CriticalValue(), {
    id,
    ...{ patientId, reportId, kind, shownVersion, observationId, institutionId },
    ...{ ground: row.ground, department: row.department, raisedAt: row.raisedAt, dueAt },
    ...{ handleDueAt: row.handleDueAt, acknowledgedAt, readBack: row.readBack },
    ...{ acknowledgedBy: row.acknowledgedName, handling: row.handling },
    ...{ handledAt: row.handledAt, handledBy: row.handledName },
    status: state === 'OPEN' && late ? 'OVERDUE' : state,
    escalatedAt: late ? dueAt : null,
  });
}
