import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { AccessEvent } from './access-event.entity';

const pageSize = 1000;

export interface EventRange {
  /** The last entry wanted; without it, all there are. */
  readonly to?: number;
  /** Only of this record. */
  readonly patientId?: string | undefined;
}

/** Entries after a place in the chain, in its order, page by page: memory does not grow with the log. */
export async function* eventsAfter(
  manager: EntityManager,
  after: number,
  { to = 2 ** 31 - 1, patientId }: EventRange = {},
): AsyncGenerator<AccessEvent[]> {
  for (let last = after; ; ) {
    const { tail, parameters } = pageOfEvents(last, to, patientId);
    const events = await selectRows(manager, AccessEvent, tail, parameters);
    if (events.length > 0) yield events;
    const end = events.at(-1);
    if (end === undefined || events.length < pageSize) return;
    last = end.seq;
  }
}

/** The statement of one page, by the primary key or by the patient's index. */
export const pageOfEvents = (after: number, to: number, patientId?: string) => ({
  tail: `WHERE ${patientId === undefined ? '' : '`patientId` = ? AND '}\`seq\` > ? AND \`seq\` <= ? ORDER BY \`seq\` LIMIT ${pageSize}`,
  parameters: [...(patientId === undefined ? [] : [patientId]), after, to],
});
