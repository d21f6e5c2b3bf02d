import { dayText, laterBy } from './days';
import { demoId } from './demo-id';
import { diagnosisOf } from './diagnoses';
import { batchesOf, drugOf, pieces } from './drugs';
import type {
  DemoDispensing,
  DemoPrescription,
  DemoPrescriptionItem,
  PrescriptionKind,
  PrescriptionStatus,
} from './history-types';
import type { Visit } from './plan-types';
import type { Random } from './random';
import { before, doctorOf, paperNumber, startOf, type Writing } from './writing';

/** 处方管理办法: seven days at most, three in an emergency; 长期处方: four weeks. */
const longestDays: Record<PrescriptionKind, number> = {
  ORDINARY: 7,
  EMERGENCY: 3,
  LONG_TERM: 28,
  CONTINUATION: 28,
  TCM: 7,
};
/** A sheet may be filled on the day and, with the reason stated, until the third. */
const validDays = 3;
/** A pharmacist looks at sheets of the last days. */
const recentDays = 2;
const warning = {
  code: 'EXCEEDS_7_DAYS',
  severity: 'WARNING',
  text: '用量超过7日,请确认慢性病长期处方条件。',
} as const;
const blocking = {
  code: 'DUPLICATE_DRUG',
  severity: 'BLOCKING',
  text: '与既往未完成处方重复用药。',
} as const;

/** The prescription of a visit, with what was dispensed on it; null where nothing was prescribed. */
export function writePrescription(
  writing: Writing,
  visit: Visit,
  count: number,
): DemoPrescription | null {
  const kind = visit.kind ?? 'ORDINARY';
  // Two illnesses may ask for one drug: it stands on the sheet once.
  const words = kind === 'TCM' ? pieces : [...new Set(visit.drugs)];
  if (words.length === 0) return null;
  const { seed, person, random, end } = writing;
  const { institutionId, day } = visit;
  const { status, isPart, holdsDays } = stateOf(visit, random, end - day);
  const issuedAt = laterBy(startOf(visit), random.int(5, 12));
  const items = words.map((word, place) => itemOf(word, kind, handedOut(status, isPart, place)));
  const dispensing = dispensingOf(writing, institutionId, { issuedAt, items, count });
  return {
    id: demoId(seed, 'PRESCRIPTION', person.index, count),
    number: paperNumber('CF', day, person.index, count),
    prescriberId: doctorOf(writing, institutionId, visit.specialty).id,
    ...{ institutionId, kind, status, items, issuedAt },
    diagnoses: visit.diagnoses.map(diagnosisOf),
    findings: [
      ...(status === 'REJECTED' ? [blocking] : []),
      ...(kind === 'LONG_TERM' && random.chance(0.1) ? [warning] : []),
    ],
    validUntil: laterBy(issuedAt, holdsDays * 1440),
    dispensings: dispensing ? [dispensing] : [],
  };
}

interface SheetState {
  readonly status: PrescriptionStatus;
  /** Whether its first line alone was handed out. */
  readonly isPart: boolean;
  readonly holdsDays: number;
}

function stateOf({ kind, prescriptionStatus }: Visit, random: Random, ago: number): SheetState {
  const status = prescriptionStatus ?? drawStatus(random, ago);
  const isPart = status === 'PARTLY_DISPENSED';
  // A long-term sheet of which a part was collected holds for its days.
  const holdsDays = isPart && kind === 'LONG_TERM' ? longestDays.LONG_TERM : validDays;
  const isOver = ago >= holdsDays && (isPart || status === 'ISSUED' || status === 'APPROVED');
  return { isPart, holdsDays, status: isOver ? 'EXPIRED' : status };
}

/** Old sheets are filled or have run out; those of the last days wait or are being filled. */
function drawStatus(random: Random, ago: number): PrescriptionStatus {
  const draw = random.fraction();
  if (ago <= recentDays) {
    if (draw < 0.55) return draw < 0.3 ? 'ISSUED' : 'APPROVED';
    return draw < 0.62 ? 'PARTLY_DISPENSED' : 'DISPENSED';
  }
  if (draw < 0.03) return 'PARTLY_DISPENSED';
  if (draw < 0.07) return 'EXPIRED';
  if (draw < 0.09) return 'CANCELLED';
  return draw < 0.11 ? 'REJECTED' : 'DISPENSED';
}

const handedOut = (status: PrescriptionStatus, isPart: boolean, place: number) =>
  status === 'DISPENSED' || (isPart && place === 0);

function itemOf(word: string, kind: PrescriptionKind, handed: boolean): DemoPrescriptionItem {
  const { code, dosage, days, quantity } = drugOf(word);
  return {
    drugCode: code,
    ...{ dosage, days: Math.min(days, longestDays[kind]), quantity },
    dispensed: handed ? quantity : 0,
  };
}

/** Filled where it was written, or at another member: prescriptions circulate. */
function dispensingOf(
  writing: Writing,
  institutionId: string,
  sheet: { issuedAt: Date; items: readonly DemoPrescriptionItem[]; count: number },
): DemoDispensing | null {
  const handed = sheet.items.filter(({ dispensed }) => dispensed > 0);
  if (handed.length === 0) return null;
  const { seed, person, frame, random, end } = writing;
  const at = random.chance(0.1) ? person.attends.township : institutionId;
  const pharmacists = frame.staffOf(at, 'PHARMACIST');
  const pharmacist = pharmacists.length > 0 ? random.pick(pharmacists) : doctorOf(writing, at);
  const shelf = { seed, today: dayText(end) };
  return {
    id: demoId(seed, 'DISPENSING', person.index, sheet.count),
    ...{ institutionId: at, pharmacist: pharmacist.name },
    at: before(writing, laterBy(sheet.issuedAt, random.int(10, 90)), 1),
    lines: handed.map(({ drugCode, quantity }) => ({
      drugCode,
      quantity,
      batch: batchesOf(shelf, at, drugCode)[0]?.number ?? '',
    })),
  };
}
