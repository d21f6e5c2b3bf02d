import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import { noticeStates, ReportNoticeRow } from './report-notice.entity';

const order = [
  { column: 'raisedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** The order columns of the list: state, time, id. */
export const noticeCursorOf = ({ state, raisedAt, id }: ReportNoticeRow) => [state, raisedAt, id];

/**
 * An institution's notices, the unread first, of each the newest; one more than a page holds where
 * there are more. A walk along one index for each, so nothing is sorted.
 */
export async function selectNotices(
  manager: EntityManager,
  { institutionId, unreadOnly }: { institutionId: string; unreadOnly: boolean },
  { first, after }: PageRequest,
): Promise<ReportNoticeRow[]> {
  const lanes = noticeStates.filter((state) => state === 'UNREAD' || !unreadOnly);
  const [from, ...place] = after ?? [lanes[0] ?? ''];
  const start = lanes.map(String).indexOf(String(from));
  if (start === -1) throw new InvalidInput('after', 'is not a cursor of this list.');
  const found: ReportNoticeRow[] = [];
  for (const state of lanes.slice(start)) {
    const left = first + 1 - found.length;
    if (left === 0) break;
    const keyset = keysetCondition<ReportNoticeRow>(order, state === from && after ? place : null);
    const conditions = ['`institutionId` = ?', '`state` = ?', keyset.sql].filter(Boolean);
    const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`raisedAt\` DESC, \`id\` DESC LIMIT ${left}`;
    const parameters = [institutionId, state, ...keyset.parameters];
    found.push(...(await selectRows(manager, ReportNoticeRow, tail, parameters)));
  }
  return found;
}

/** A notice to an institution; null where it is to another or is none. */
export async function findNotice(manager: EntityManager, id: string, institutionId: string) {
  const tail = 'WHERE `id` = ? AND `institutionId` = ?';
  const [row] = await selectRows(manager, ReportNoticeRow, tail, [id, institutionId]);
  return row ?? null;
}
