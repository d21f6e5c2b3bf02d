import { selectRows, storedInstant } from '@lianyi/shared/database/select-rows';
import { daysBetween, laterDay } from '@lianyi/shared/time/calendar-day';
import { endOfShanghaiDay, shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { type Prescription, PrescriptionKind } from '../prescription/prescription.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import { MoreThanPrescribed, TooEarly } from './dispensing.errors';
import type { MatchedLine } from './match-lines';
import { moreAfter, type RefillRules, unitsDue } from './refill-plan';

/** How far a sheet is filled by a moment, its row held. */
export interface Filling {
  readonly sheet: Prescription;
  readonly at: Date;
  /** When something was handed out of it first; null: nothing was. */
  readonly firstAt: Date | null;
  readonly refill: RefillRules;
}

/** When something was handed out of a sheet first. */
export async function firstHandout(manager: EntityManager, id: string): Promise<Date | null> {
  const [row]: { first: Date | string | null }[] = await manager.query(
    'SELECT MIN(`at`) AS `first` FROM `dispensing` WHERE `prescriptionId` = ?',
    [id],
  );
  return row?.first ? storedInstant(row.first) : null;
}

/**
 * Counts a line as handed out by one conditional update: never more than prescribed, of a long-term
 * sheet never more than its parts so far. Refuses with CONFLICT naming what is left.
 */
export async function fillItem(manager: EntityManager, filling: Filling, line: MatchedLine) {
  const { at, firstAt, refill, sheet } = filling;
  const { prescriptionId, position, quantity } = line.item;
  const firstDay = shanghaiDay(firstAt ?? at);
  const most =
    sheet.kind === PrescriptionKind.LONG_TERM
      ? unitsDue(line.item, daysBetween(firstDay, shanghaiDay(at)), refill)
      : quantity;
  const { affected } = await manager
    .createQueryBuilder()
    .update(PrescriptionItem)
    .set({ dispensed: () => '`dispensed` + :units' })
    .where('`prescriptionId` = :prescriptionId AND `position` = :position')
    .andWhere('`dispensed` + :units <= :most')
    .setParameters({ prescriptionId, position, units: line.quantity, most })
    .execute();
  if (affected === 1) return;
  const tail = 'WHERE `prescriptionId` = ? AND `position` = ?';
  const [stored] = await selectRows(manager, PrescriptionItem, tail, [prescriptionId, position]);
  const dispensed = stored?.dispensed ?? 0;
  const left = quantity - dispensed;
  if (line.quantity > left) throw new MoreThanPrescribed(line, left);
  const more = moreAfter(line.item, most, refill) ?? 0;
  throw new TooEarly(line, Math.max(0, most - dispensed), laterDay(firstDay, more));
}

/** The state a sheet is in after a visit, and until when it holds. */
export async function stateAfter(manager: EntityManager, { at, firstAt, sheet }: Filling) {
  const tail = 'WHERE `prescriptionId` = ?';
  const items = await selectRows(manager, PrescriptionItem, tail, [sheet.id]);
  const isFilled = items.every(({ dispensed, quantity }) => dispensed >= quantity);
  const days = Math.max(...items.map((item) => item.days));
  const lasts = endOfShanghaiDay(at, days - 1);
  const goesOn = sheet.kind === PrescriptionKind.LONG_TERM && firstAt === null && !isFilled;
  const validUntil = goesOn && lasts > sheet.validUntil ? lasts : sheet.validUntil;
  return { isFilled, validUntil };
}
