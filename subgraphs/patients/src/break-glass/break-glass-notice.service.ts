import { keysetCondition } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { groundsOf, type Weighed, weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { showTo } from '../patient/patient.service';
import type { PageArguments } from '../patient/record.access';
import { NoticeForbidden } from './break-glass.errors';
import type { BreakGlassGrant } from './break-glass-grant.entity';
import { BreakGlassNoticeRow } from './break-glass-notice.entity';
import type { BreakGlassNotice } from './break-glass-notice.view';

const hour = 3_600_000;

/**
 * Writes, within the grant's own transaction, the notice to the institution whose contract with
 * the patient is in force; none where that is the one who broke the glass, or there is none.
 */
export async function noteNotice(
  manager: EntityManager,
  { policy }: Pick<PatientsContext, 'policy'>,
  grant: BreakGlassGrant,
  institutionId: string | null,
) {
  if (institutionId === null || institutionId === grant.institutionId) return;
  const { id, patientId, grantedAt } = grant;
  const dueAt = new Date(grantedAt.getTime() + policy.breakGlass.noticeHours * hour);
  await manager.insert(BreakGlassNoticeRow, { id, patientId, institutionId, grantedAt, dueAt });
}

export interface NoticesAsked extends PageArguments {
  readonly unreadOnly?: boolean | null | undefined;
}

const order = [
  { column: 'grantedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/**
 * What the viewer's institution was told, newest first. A notice about a patient whom it cares
 * for no more, or who closed her record to it, is left out: a page may hold fewer than asked for.
 * Each shown is an event.
 */
export async function findNotices(
  context: PatientsContext,
  { unreadOnly, first, after }: NoticesAsked,
): Promise<Page<BreakGlassNotice>> {
  const { manager, viewer } = context;
  const request = pageRequest(first, after, ['time', 'text']);
  const keyset = keysetCondition<BreakGlassNoticeRow>(order, request.after);
  const conditions = [
    '`institutionId` = ?',
    ...(unreadOnly ? ['`acknowledgedAt` IS NULL'] : []),
    ...(keyset.sql === '' ? [] : [keyset.sql]),
  ];
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`grantedAt\` DESC, \`id\` DESC LIMIT ${request.first + 1}`;
  const parameters = [viewer.institutionId, ...keyset.parameters];
  const rows = await selectRows(manager, BreakGlassNoticeRow, tail, parameters);
  const page = toPage(rows, request, (row) => [row.grantedAt, row.id]);
  return { ...page, nodes: await openNotices(context, page.nodes) };
}

async function openNotices(context: PatientsContext, rows: readonly BreakGlassNoticeRow[]) {
  const patientIds = [...new Set(rows.map(({ patientId }) => patientId))];
  const weighed = await weighAccess(context, context.identity, patientIds);
  const cared = new Map(weighed.filter(caresIn(context)).map((one) => [one.patientId, one]));
  const events = [...cared.values()].map((one) => eventOf(context, one, 'READ_BREAK_GLASS_NOTICE'));
  await context.chain.append(events);
  const shown = await Promise.all(
    rows.map((row) => {
      const held = cared.get(row.patientId);
      return held ? showNotice(context, row, held) : null;
    }),
  );
  return shown.filter((notice) => notice !== null);
}

/**
 * Marks a notice as read, once: who read it first stays. Mark and event are one commit. Refuses
 * with FORBIDDEN, in the same words, an id that nobody has, a notice to another institution and
 * one about a patient whom the institution cares for no more.
 */
export async function acknowledgeNotice(
  context: PatientsContext,
  id: string,
): Promise<BreakGlassNotice> {
  const { chain, database, now } = context;
  const { row, weighed } = await requireNotice(context, id);
  const event = eventOf(context, weighed, 'ACKNOWLEDGE_BREAK_GLASS_NOTICE');
  const read = {
    acknowledgedAt: now(),
    acknowledgedSubject: event.viewerSubject,
    acknowledgedName: event.viewerName,
  };
  const first = await database.transaction(async (manager) => {
    const unread = { id, acknowledgedAt: IsNull() };
    const { affected } = await manager.update(BreakGlassNoticeRow, unread, read);
    await chain.appendWithin(manager, [event]);
    return affected === 1;
  });
  const stored = first ? Object.assign(row, read) : await findNotice(context, id);
  if (stored === null) throw new NoticeForbidden(id);
  return showNotice(context, stored, weighed);
}

async function requireNotice(context: PatientsContext, id: string) {
  const { chain, identity, now } = context;
  const row = await findNotice(context, id);
  if (row === null) throw new NoticeForbidden(id);
  const [weighed] = await weighAccess(context, identity, [row.patientId]);
  if (weighed && caresIn(context)(weighed)) return { row, weighed };
  const facts = { patientId: row.patientId, action: 'ACKNOWLEDGE_BREAK_GLASS_NOTICE', basis: null };
  const reason = weighed?.reason ?? 'no basis';
  await chain.append([describeEvent(identity, now(), { ...facts, allowed: false, reason })]);
  if (weighed?.unavailable) throw new Unavailable(weighed.unavailable);
  throw new NoticeForbidden(id);
}

async function findNotice({ manager, viewer }: PatientsContext, id: string) {
  const tail = 'WHERE `id` = ? AND `institutionId` = ?';
  const [row] = await selectRows(manager, BreakGlassNoticeRow, tail, [id, viewer.institutionId]);
  return row ?? null;
}

type Caring = Weighed & { readonly access: NonNullable<Weighed['access']> };

/** Whether the institution takes part in the care; a record it wrote in once is not enough. */
const caresIn =
  ({ policy }: PatientsContext) =>
  (weighed: Weighed): weighed is Caring =>
    weighed.access !== null && policy.isCare(weighed.access.basis);

const eventOf = ({ identity, now }: PatientsContext, weighed: Caring, action: string) => {
  const { patientId } = weighed;
  return describeEvent(identity, now(), {
    ...groundsOf(weighed),
    ...{ patientId, action, allowed: true },
  });
};

async function showNotice(
  context: PatientsContext,
  row: BreakGlassNoticeRow,
  { access, records }: Caring,
): Promise<BreakGlassNotice> {
  const { glass, now, patients } = context;
  const [grant, patient] = await Promise.all([
    glass.grants.load(row.id),
    patients.load(row.patientId),
  ]);
  if (patient === null) throw new Error('a notice without its patient');
  const { id, grantedAt, dueAt, acknowledgedAt, acknowledgedName } = row;
  const { reason, viewerName, institutionId, expiresAt } = grant;
  return {
    id,
    ...{ reason, viewerName, institutionId, grantedAt, expiresAt, dueAt, acknowledgedAt },
    patient: await showTo(context, { row: patient, records, access }),
    overdue: (acknowledgedAt ?? now()) > dueAt,
    acknowledgedBy: acknowledgedName,
  };
}
