import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import {
  type CriticalState,
  CriticalValueAddress,
  CriticalValueRow,
  criticalStates,
} from './critical-value.entity';
import type { CriticalValueStatus } from './critical-value.view';

/** A walk along the index over one state's rows. */
interface Lane {
  readonly state: CriticalState;
  readonly direction: 'ASC' | 'DESC';
  readonly where?: string;
  readonly parameters?: readonly Date[];
}

/** What waits comes first, by its due time; what is over comes newest first. */
function lanesOf(status: CriticalValueStatus | null, now: Date): Lane[] {
  const after = { state: 'OPEN', direction: 'ASC', parameters: [now] } as const;
  if (status === 'OVERDUE') return [{ ...after, where: '`dueAt` < ?' }];
  if (status === 'OPEN') return [{ ...after, where: '`dueAt` >= ?' }];
  const states = status === null ? criticalStates : [status];
  return states.map((state) => ({
    state,
    direction: state === 'OPEN' || state === 'ACKNOWLEDGED' ? 'ASC' : 'DESC',
  }));
}

export interface AddressedTo {
  readonly institutionId: string;
  readonly status: CriticalValueStatus | null;
  readonly now: Date;
}

/** The order columns of a list: state, due time, id. */
export const cursorOf = ({ state, dueAt, id }: CriticalValueRow) => [state, dueAt, id];

/**
 * The values addressed to an institution, one more than a page holds where there are more:
 * state by state, each a walk along one index, so nothing is sorted.
 */
export async function selectAddressed(
  manager: EntityManager,
  asked: AddressedTo,
  { first, after }: PageRequest,
): Promise<CriticalValueRow[]> {
  const lanes = lanesOf(asked.status, asked.now);
  const [from, ...place] = after ?? [lanes[0]?.state ?? ''];
  const start = lanes.findIndex(({ state }) => state === from);
  if (start === -1) throw new InvalidInput('after', 'is not a cursor of this list.');
  const found: CriticalValueAddress[] = [];
  for (const lane of lanes.slice(start)) {
    const left = first + 1 - found.length;
    if (left === 0) break;
    const at = lane.state === from && after ? place : null;
    found.push(...(await walk(manager, asked.institutionId, lane, at, left)));
  }
  return valuesOf(manager, found);
}

function walk(
  manager: EntityManager,
  institutionId: string,
  { state, direction, where, parameters = [] }: Lane,
  after: PageRequest['after'],
  limit: number,
) {
  const order = [
    { column: 'dueAt', direction },
    { column: 'valueId', direction },
  ] as const;
  const keyset = keysetCondition<CriticalValueAddress>(order, after);
  const conditions = ['`institutionId` = ?', '`state` = ?', where, keyset.sql].filter(Boolean);
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`dueAt\` ${direction}, \`valueId\` ${direction} LIMIT ${limit}`;
  return selectRows(manager, CriticalValueAddress, tail, [
    ...[institutionId, state, ...parameters, ...keyset.parameters],
  ]);
}

/** The values of addresses, in the order and the state in which the walk met them. */
async function valuesOf(manager: EntityManager, addresses: readonly CriticalValueAddress[]) {
  if (addresses.length === 0) return [];
  const ids = addresses.map(({ valueId }) => valueId);
  const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
  const rows = await selectRows(manager, CriticalValueRow, tail, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return addresses.flatMap(({ valueId, state }) => {
    const row = byId.get(valueId);
    return row ? [Object.assign(row, { state })] : [];
  });
}

/** The value and how it is addressed to an institution; null where it is not, or is none. */
export async function findAddressed(manager: EntityManager, id: string, institutionId: string) {
  const key = 'WHERE `valueId` = ? AND `institutionId` = ?';
  const [address] = await selectRows(manager, CriticalValueAddress, key, [id, institutionId]);
  if (!address) return null;
  const [row] = await selectRows(manager, CriticalValueRow, 'WHERE `id` = ?', [id]);
  return row ? { row, address } : null;
}
