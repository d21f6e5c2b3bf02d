import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { readWorkingDays, type WorkingDays } from '@lianyi/shared/time/working-days';
import {
  OutwardApproval,
  type Referral,
  ReferralDirection,
  ReferralStatus,
  Urgency,
} from '../referral/referral.entity';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What of a slip its due time comes from. */
type Due = Pick<Referral, 'acceptedAt' | 'direction' | 'status' | 'submittedAt' | 'urgency'> &
  Partial<Pick<Referral, 'approval' | 'approvalAt'>>;

/** When the next step of a slip is due (domain facts 3.3). */
export interface Clocks {
  /** How often slips whose time to arrive ran out are looked for. */
  readonly expireEverySeconds: number;
  /** Of a slip that came to where it stands at this moment; null: nothing is due by time. */
  dueAt(referral: Due, at: Date): Date | null;
}

const standardFile = resolve(__dirname, '../../data/clocks.json');

/** The times a county edits. Throws DataFileError. */
export function readClocks(
  path: string = standardFile,
  workingDays: WorkingDays = readWorkingDays(),
): Clocks {
  const { body } = readDataFile(path);
  const reply = body.object('reply');
  const replyTo = {
    [Urgency.ROUTINE]: timeOf(reply.object(Urgency.ROUTINE), workingDays),
    [Urgency.URGENT]: timeOf(reply.object(Urgency.URGENT), workingDays),
    [Urgency.EMERGENCY]: timeOf(reply.object(Urgency.EMERGENCY), workingDays),
  };
  const approval = timeOf(body.object('approval'), workingDays);
  const arrival = days(body, 'arrivalDays');
  const returnSlip = days(body, 'returnSlipDays');
  const firstContact = days(body, 'firstContactDays');
  return {
    expireEverySeconds: wholeNumber(body, 'expireEverySeconds', 1),
    dueAt(referral, at) {
      const { acceptedAt, direction, status, submittedAt, urgency } = referral;
      const down = direction === ReferralDirection.DOWN;
      const sentAt = goneAt(referral) ?? at;
      if (isHeld(referral)) return approval(submittedAt ?? at);
      if (awaitsReply.includes(status) && !acceptedAt) return replyTo[urgency](sentAt);
      if (down && goesOn.includes(status)) return firstContact(submittedAt ?? at);
      if (comes.includes(status)) return arrival(at);
      if (status === ReferralStatus.COMPLETED && !down) return returnSlip(at);
      return null;
    },
  };
}

const isHeld = ({ approval, status }: Due) =>
  status === ReferralStatus.SUBMITTED && approval === OutwardApproval.AWAITED;

/** The receiver has its time from when the slip reached it; an emergency did so at once. */
const goneAt = ({ approvalAt, status, submittedAt }: Due) =>
  status === ReferralStatus.SUBMITTED ? (approvalAt ?? submittedAt) : submittedAt;

/** An emergency is on its way before it is answered. */
const awaitsReply: readonly ReferralStatus[] = [
  ReferralStatus.SUBMITTED,
  ReferralStatus.IN_TRANSIT,
];
const comes: readonly ReferralStatus[] = [ReferralStatus.ACCEPTED, ReferralStatus.IN_TRANSIT];

/** A patient who was sent home is to be met, wherever her slip stands. */
const goesOn: readonly ReferralStatus[] = [
  ReferralStatus.ACCEPTED,
  ReferralStatus.ARRIVED,
  ReferralStatus.IN_TREATMENT,
  ReferralStatus.COMPLETED,
];

function days(body: Entry, field: string) {
  const count = wholeNumber(body, field);
  return (from: Date) => new Date(from.getTime() + count * day);
}

function timeOf(entry: Entry, workingDays: WorkingDays) {
  if (entry.has('workingDays')) {
    const count = wholeNumber(entry, 'workingDays');
    return (from: Date) => workingDays.sameTimeAfter(from, count);
  }
  const count = wholeNumber(entry, 'minutes');
  return (from: Date) => new Date(from.getTime() + count * minute);
}

function wholeNumber(entry: Entry, field: string, least = 0): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < least)
    throw entry.fail(`${field} must be a whole number, ${least} or more`);
  return count;
}
