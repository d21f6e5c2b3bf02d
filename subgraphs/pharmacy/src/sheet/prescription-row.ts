import { randomInt } from 'node:crypto';
import { takeDayNumber } from '@lianyi/shared/database/take-day-number';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import { endOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import {
  Prescription,
  type PrescriptionFinding,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import { PrescriptionNumber } from '../prescription/prescription-event.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import type { PrescriptionInput } from './prescription.inputs';
import type { Sheet } from './sheet';

/** What a sheet says, whichever process reads it. */
export const digestOfSheet = (input: PrescriptionInput): string =>
  contentDigest([
    ...[input.patientId, input.kind, input.reason ?? null, input.referralId ?? null],
    input.patientConsent ? 1 : 0,
    input.diagnoses.map(({ system, code, display }) => [system, code, display]),
    input.items.map(({ drugCode, dosage, days, quantity }) => [drugCode, dosage, days, quantity]),
  ]);

/** A sheet as it is issued. Its number comes with the commit. */
export function prescriptionRow(
  { newId, prescribing, sensitiveCodes, viewer }: PharmacyContext,
  input: PrescriptionInput,
  sheet: Sheet,
  findings: PrescriptionFinding[],
): Prescription {
  const { at: issuedAt, reason } = sheet;
  const days = reason === null ? prescribing.validDays : prescribing.validDaysWithReason;
  return Object.assign(new Prescription(), {
    id: newId(),
    ...{ number: '', patientId: input.patientId, kind: input.kind, findings },
    ...{ prescriberId: viewer.practitionerId ?? '', issuedBy: viewer.name },
    ...{ institutionId: viewer.institutionId, status: PrescriptionStatus.ISSUED },
    diagnoses: input.diagnoses.map(({ system, code, display }) => ({ system, code, display })),
    sensitive:
      input.diagnoses.some(({ code }) => sensitiveCodes.diagnosis(code)) ||
      sheet.items.some(({ drug }) => sensitiveCodes.drug(drug.atc)),
    // The day it is written counts as the first.
    ...{ issuedAt, validUntil: endOfShanghaiDay(issuedAt, days - 1) },
    ...{ idempotencyKey: input.idempotencyKey.trim(), digest: digestOfSheet(input), reason },
    ...{ patientConsent: input.patientConsent ?? null, referralId: input.referralId ?? null },
  } satisfies Partial<Prescription>);
}

export const itemRows = (prescriptionId: string, { items }: Sheet): PrescriptionItem[] =>
  items.map(({ days, dosage, drug, quantity }, at) =>
    Object.assign(new PrescriptionItem(), {
      prescriptionId,
      ...{ position: at + 1, drugCode: drug.code, dosage, days, quantity },
      dispensed: 0,
    }),
  );

/** Signs that are not taken for one another, when they are written or read out. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const guarding = 6;

/**
 * The next number of the moment's day, such as CF202611280001-7KQ2MX. Who gives it has the sheet opened to her:
 * what is behind the dash is drawn at random, so that nobody counts on to the next one.
 */
export async function takeNumber(manager: EntityManager, at: Date): Promise<string> {
  const form = { sign: 'CF', digits: 4 };
  const number = await takeDayNumber(manager, PrescriptionNumber, form, at);
  const drawn = Array.from({ length: guarding }, () => signs.charAt(randomInt(signs.length)));
  return `${number}-${drawn.join('')}`;
}
