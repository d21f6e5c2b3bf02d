import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { PharmacyContext } from '../context';
import { isLive } from '../prescription/live';
import { type Prescription, PrescriptionKind } from '../prescription/prescription.entity';
import { moreAfter } from './refill-plan';

/**
 * The day from which more of a long-term sheet may be collected than was so far; null where nothing
 * was, where nothing is left, and of other sheets.
 */
export async function nextPartFrom(
  context: PharmacyContext,
  sheet: Prescription,
): Promise<string | null> {
  const { dispensing, dispensings, now, prescribing, prescriptions } = context;
  if (sheet.kind !== PrescriptionKind.LONG_TERM || !isLive(sheet, now())) return null;
  const [first] = await dispensings.byPrescription.load(sheet.id);
  if (!first) return null;
  const rules = { ...dispensing, ...prescribing.longTerm };
  const items = await prescriptions.items.load(sheet.id);
  const days = items
    .map((item) => moreAfter(item, item.dispensed, rules))
    .filter((day) => day !== null);
  return days.length > 0 ? laterDay(shanghaiDay(first.at), Math.min(...days)) : null;
}
