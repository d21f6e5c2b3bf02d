import { insertRows } from '@lianyi/shared/database/insert-rows';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { ResultsContext } from '../context';
import { scopeOf } from '../report/report.access';
import { unlessRefused } from '../report/unless-refused';
import { loadPrinted } from './printed-versions.loader';
import { ReportNoticeRow, ReportShown } from './report-notice.entity';
import { NoticeForbidden } from './report-notice.errors';
import { findNotice, noticeCursorOf, selectNotices } from './report-notice.loader';
import type { ReportNotice } from './report-notice.view';
import { isNoticeWithin, showNotice } from './show-notice';
import { showVersion } from './store-shown.service';

export interface NoticesAsked {
  readonly unreadOnly?: boolean | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/**
 * What the viewer's institution is told of reports it knew, unread first, of each the newest. A
 * notice about a patient whose record does not open to the viewer is left out: a page may be short.
 */
export async function findNotices(
  context: ResultsContext,
  { unreadOnly, first, after }: NoticesAsked,
): Promise<Page<ReportNotice>> {
  const { manager, viewer } = context;
  const request = pageRequest(first, after, ['text', 'time', 'text']);
  const asked = { institutionId: viewer.institutionId, unreadOnly: unreadOnly ?? false };
  const rows = await selectNotices(manager, asked, request);
  const page = toPage(rows, request, noticeCursorOf);
  return { ...page, nodes: await openNotices(context, page.nodes) };
}

async function openNotices(context: ResultsContext, rows: readonly ReportNoticeRow[]) {
  const { access, items, instant, manager, viewer } = context;
  const opened = await Promise.all(
    rows.map(async (row) => {
      const given = await unlessRefused(access.require(row.patientId));
      const scope = given && scopeOf(given, viewer);
      return scope && isNoticeWithin(row, scope) ? [{ row, scope }] : [];
    }),
  );
  const open = opened.flat();
  const printed = await loadPrinted(
    manager,
    open.flatMap(({ row: { reportId, fromVersion, toVersion } }) =>
      [fromVersion, toVersion].map((version) => ({ reportId, version })),
    ),
  );
  return open.map(({ row, scope }) => {
    const records = access.recordsOf(row.patientId);
    return showNotice(row, { printed, scope, records, items, instant });
  });
}

/**
 * Marks a notice as read, once: who was first stays. From then on the institution knows the
 * version it was told of. Refuses in the same words a notice to others, one about a record that
 * is shut, and an id that is none.
 */
export async function markNoticeRead(context: ResultsContext, id: string): Promise<ReportNotice> {
  const { accessTo, database, manager, now, viewer } = context;
  const row = await findNotice(manager, id, viewer.institutionId);
  if (row === null) throw new NoticeForbidden(id);
  const given = await unlessRefused(accessTo('ACKNOWLEDGE_REPORT_NOTICE').require(row.patientId));
  if (!given || !isNoticeWithin(row, scopeOf(given, viewer))) throw new NoticeForbidden(id);
  const read = {
    state: 'READ' as const,
    readAt: now(),
    readSubject: Array.from(viewer.subject).slice(0, 200).join(''),
    readName: Array.from(viewer.name).slice(0, 100).join(''),
  };
  await database.transaction(async (writing) => {
    // What it was told of when it was read, not what it may say a moment later.
    const unread = { id, state: 'UNREAD' as const, toVersion: row.toVersion };
    const { affected } = await writing.update(ReportNoticeRow, unread, read);
    if (affected !== 1) return;
    const { reportId, institutionId, toVersion: version } = row;
    const shown = { reportId, institutionId, version };
    await insertRows(writing, ReportShown, [shown], { keepOn: ['reportId', 'institutionId'] });
    await showVersion(writing, shown);
  });
  const stored = await findNotice(manager, id, viewer.institutionId);
  const [notice] = stored ? await openNotices(context, [stored]) : [];
  if (!notice) throw new NoticeForbidden(id);
  return notice;
}
