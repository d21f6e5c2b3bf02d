import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ReferralsContext } from '../context';
import { Capacity } from './capacity.entity';
import { CapacityBooked } from './capacity.errors';
import { type CapacityInput, checkCapacity } from './capacity.inputs';
import { sharingOf } from './sharing';

const identity = [
  ...(['institutionId', 'kind', 'department', 'practitionerKey', 'startsAt'] as const),
] satisfies (keyof Capacity)[];

/**
 * Offers units of the viewer's institution. Kind, department, practitioner and start make one
 * capacity: published again with other numbers it has these, unless more is booked (CONFLICT).
 */
export async function publishCapacity(
  context: ReferralsContext,
  input: CapacityInput,
): Promise<Capacity> {
  const { capacityRules, database, newId, now, viewer } = context;
  const reserved = checkCapacity(input, capacityRules, now());
  await sharingOf(context);
  const { department, endsAt, kind, startsAt, total } = input;
  const numbers = { total, reserved, endsAt, releaseAt: capacityRules.releaseAt(startsAt) };
  const row = Object.assign(new Capacity(), {
    id: newId(),
    ...{ institutionId: viewer.institutionId, kind, startsAt },
    month: shanghaiDay(startsAt).slice(0, 7),
    ...{ department: department.trim(), practitionerKey: input.practitionerId ?? '' },
    ...{ ...numbers, bookedByReferral: 0, bookedFirst: 0, bookedOtherwise: 0 },
  });
  return database.transaction(async (manager) => {
    await insertRows(manager, Capacity, [row], { keepOn: identity });
    const tail = `WHERE ${identity.map((column) => `\`${column}\` = ?`).join(' AND ')}`;
    const stored = async () => {
      const [found] = await selectRows(
        manager,
        Capacity,
        tail,
        identity.map((column) => row[column]),
      );
      if (!found) throw new Error(`no row for capacity ${row.id} after its insert`);
      return found;
    };
    const { id } = await stored();
    const { affected } = await manager
      .createQueryBuilder()
      .update(Capacity)
      .set(numbers)
      .where('id = :id AND bookedByReferral + bookedOtherwise <= :total', { id, total })
      .execute();
    const published = await stored();
    if (affected !== 1) throw new CapacityBooked(published);
    return published;
  });
}
