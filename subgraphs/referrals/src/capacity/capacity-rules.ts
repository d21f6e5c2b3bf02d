import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

const minute = 60_000;
const hour = 60 * minute;

/** What is kept for referrals, and for how long. */
export interface CapacityRules {
  /** Units of so many that are kept at least, rounded up. */
  leastReserved(total: number): number;
  /** From when on kept units are anybody's. */
  releaseAt(startsAt: Date): Date;
  /** Until when kept expert slots go to who has a family doctor alone. */
  familyDoctorFirstUntil(startsAt: Date): Date;
  /** Until when a hold holds that begins now. */
  heldUntil(now: Date): Date;
  /** When a patient who was booked did not come. */
  noShowAt(endsAt: Date): Date;
  readonly mostUnits: number;
}

const standardFile = resolve(__dirname, '../../data/capacity.json');

/** The file a county edits (domain facts 3.4). Throws DataFileError. */
export function readCapacityRules(path: string = standardFile): CapacityRules {
  const { body } = readDataFile(path);
  const share = body.number('reserveShare');
  if (share < 0 || share > 1) throw body.fail('reserveShare must be from 0 to 1');
  const before = whole(body, 'releaseHoursBefore');
  const first = whole(body, 'familyDoctorFirstHoursBefore');
  const [hold, noShow] = [whole(body, 'holdMinutes'), whole(body, 'noShowHoursAfter')];
  const mostUnits = whole(body, 'mostUnits');
  if (hold < 1 || mostUnits < 1) throw body.fail('holdMinutes and mostUnits must be at least 1');
  const later = (instant: Date, time: number) => new Date(instant.getTime() + time);
  return {
    // A share such as 0.2 is none in binary: 10 units keep 2, not 3.
    leastReserved: (total) => Math.ceil(Math.round(total * share * 1e6) / 1e6),
    releaseAt: (startsAt) => later(startsAt, -before * hour),
    familyDoctorFirstUntil: (startsAt) => later(startsAt, -first * hour),
    heldUntil: (now) => later(now, hold * minute),
    noShowAt: (endsAt) => later(endsAt, noShow * hour),
    mostUnits,
  };
}

function whole(entry: Entry, field: string): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < 0)
    throw entry.fail(`${field} must be a whole number, 0 or more`);
  return count;
}
