import { type PageSource, selectPages } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { AccessEvent } from './access-event.entity';

const pageSize = 1000;

export interface EventRange {
  /** The last entry wanted; without it, all there are. */
  readonly to?: number;
  /** Only of these records. */
  readonly records?: readonly string[] | undefined;
}

/** Entries after a place in the chain, in its order, page by page: memory does not grow with the log. */
export async function* eventsAfter(
  manager: EntityManager,
  after: number,
  { to = 2 ** 31 - 1, records }: EventRange = {},
): AsyncGenerator<AccessEvent[]> {
  for (let last = after; ; ) {
    const events = await (records
      ? pageOfRecords(manager, records, last, to)
      : selectRows(manager, AccessEvent, pageOfAll, [last, to]));
    if (events.length > 0) yield events;
    const end = events.at(-1);
    if (end === undefined || events.length < pageSize) return;
    last = end.seq;
  }
}

const pageOfAll = `WHERE \`seq\` > ? AND \`seq\` <= ? ORDER BY \`seq\` LIMIT ${pageSize}`;

/** By the patient's index: a walk for each record, put in one order. */
async function pageOfRecords(
  manager: EntityManager,
  records: readonly string[],
  after: number,
  to: number,
): Promise<AccessEvent[]> {
  const source: PageSource<AccessEvent> = {
    parent: 'patientId',
    ...{ where: '`seq` <= ?', parameters: [to] },
    order: [{ column: 'seq', direction: 'ASC' }],
    recordsOf: () => records,
  };
  // A page yields one row more than it was asked for.
  const request = { first: pageSize - 1, after: [after] };
  return (await selectPages(manager, AccessEvent, source, ['any'], request)).get('any') ?? [];
}
