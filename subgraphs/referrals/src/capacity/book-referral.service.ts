import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { ofItself } from '@lianyi/shared/ports/ask-subgraph';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import { Referral, ReferralStatus } from '../referral/referral.entity';
import { Booking, BookingStatus, type UnitClaim } from './booking.entity';
import { type Capacity, CapacityKind } from './capacity.entity';
import { AlreadyBooked, CapacityNotFound } from './capacity.errors';
import { capacityOf, endBooking, giveBack, takeUnit } from './units';

const careQuery = `query FamilyDoctorOf($patientIds: [ID!]!) {
  patientCare(patientIds: $patientIds) { contractedWith }
}`;

/** This part itself asks: who comes first to the reserve is decided for nobody's eyes. */
const identity = ofItself('referrals', 'family-doctor');

/** A capacity of the receiver that a referral may have, and by what right. */
export interface Appointment {
  readonly capacity: Capacity;
  readonly claim: UnitClaim;
}

/**
 * What is known of a unit before it is taken: that it is the receiver's, still to come, and whether
 * the patient comes first to the reserve. Refuses naming the field.
 */
export async function appointmentFor(
  context: Pick<ReferralsContext, 'ask' | 'capacityRules' | 'database' | 'now' | 'viewer'>,
  { patientId }: Pick<Referral, 'patientId'>,
  capacityId: string,
): Promise<Appointment> {
  const { ask, capacityRules, database, now, viewer } = context;
  const capacity = await capacityOf(database.read, capacityId);
  if (capacity.institutionId !== viewer.institutionId) throw new CapacityNotFound(capacityId);
  if (capacity.startsAt <= now()) throw new InvalidInput('capacityId', 'began already.');
  const rushed = now() >= capacityRules.familyDoctorFirstUntil(capacity.startsAt);
  if (capacity.kind !== CapacityKind.EXPERT_SLOT || rushed) return { capacity, claim: 'REFERRAL' };
  const { patientCare } = await ask<{ patientCare: { contractedWith: string | null }[] }>(
    'patients',
    { query: careQuery, variables: { patientIds: [patientId] }, identity },
  );
  return { capacity, claim: patientCare[0]?.contractedWith ? 'FIRST' : 'REFERRAL' };
}

/** Where a slip stands whose patient has come. */
const there: readonly ReferralStatus[] = [
  ...[ReferralStatus.ARRIVED, ReferralStatus.IN_TREATMENT, ReferralStatus.COMPLETED],
];

/** Takes the unit for the referral, within the transaction of its acceptance. */
export async function bookForReferral(
  manager: EntityManager,
  context: Pick<ReferralsContext, 'capacityRules' | 'newId' | 'viewer'>,
  referral: Referral,
  { capacity, claim }: Appointment,
  at: Date,
) {
  const { capacityRules, newId, viewer } = context;
  const live = await liveBooking(manager, referral.id);
  if (live) throw new AlreadyBooked(referral.id);
  const isExpert = capacity.kind === CapacityKind.EXPERT_SLOT;
  const firstUntil = isExpert ? capacityRules.familyDoctorFirstUntil(capacity.startsAt) : at;
  await takeUnit(manager, capacity.id, { claim, at, firstUntil });
  // An emergency is often there before it is accepted.
  const isThere = there.includes(referral.status);
  const row = Object.assign(new Booking(), {
    id: newId(),
    ...{ capacityId: capacity.id, patientId: referral.patientId, claim },
    ...{ institutionId: viewer.institutionId, referralId: referral.id },
    ...{ liveReferralId: referral.id, heldUntil: null, createdAt: at },
    status: isThere ? BookingStatus.USED : BookingStatus.CONFIRMED,
  });
  await insertRows(manager, Booking, [row]);
  if (isThere) return;
  const dueAt = capacityRules.noShowAt(capacity.endsAt);
  await manager.update(Referral, { id: referral.id }, { dueAt });
}

/** The referral is over, or its patient is there: what becomes of its booking. */
export async function settleBooking(
  manager: EntityManager,
  referralId: string,
  status: BookingStatus.RELEASED | BookingStatus.USED | BookingStatus.NO_SHOW,
) {
  const booking = await liveBooking(manager, referralId);
  if (!booking || booking.status !== BookingStatus.CONFIRMED) return;
  const ended = await endBooking(manager, booking, status);
  if (ended && status === BookingStatus.RELEASED) await giveBack(manager, booking);
}

export async function liveBooking(
  manager: EntityManager,
  referralId: string,
): Promise<Booking | undefined> {
  const [row] = await selectRows(manager, Booking, 'WHERE `liveReferralId` = ?', [referralId]);
  return row;
}
