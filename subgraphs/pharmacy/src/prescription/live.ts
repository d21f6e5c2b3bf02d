import { type Prescription, PrescriptionStatus } from './prescription.entity';

/** In these something may still be handed out, if not before a pharmacist approves. */
export const liveStatuses: readonly PrescriptionStatus[] = [
  ...[PrescriptionStatus.ISSUED, PrescriptionStatus.APPROVED],
  PrescriptionStatus.PARTLY_DISPENSED,
];

type Sheet = Pick<Prescription, 'status' | 'validUntil'>;

/** Whether a sheet is not over; one past its last moment is, also before the clock says so. */
export const isLive = (sheet: Sheet, at: Date) => liveStatuses.includes(standingOf(sheet, at));

/** Where a sheet stands at a moment. */
export const standingOf = ({ status, validUntil }: Sheet, at: Date): PrescriptionStatus =>
  liveStatuses.includes(status) && validUntil < at ? PrescriptionStatus.EXPIRED : status;
