import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import { capacityClient, tenBeds } from '../testing/capacity.client';
import {
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

/** What random actors do at once: to one of some slips, or to the capacity without one. */
const actions = ['ACCEPT', 'CANCEL', 'DECLINE', 'ARRIVE', 'HOLD'] as const;
interface Action {
  readonly kind: (typeof actions)[number];
  /** Which slip. */
  readonly slip: number;
}
const slipsAtOnce = 3;
const reserved = 1;

/** What stands of a booking, by where its slip stands. */
const bookingAt: Readonly<Record<string, string | undefined>> = {
  ...{ ACCEPTED: 'CONFIRMED', CANCELLED: 'RELEASED', ARRIVED: 'USED' },
};

interface Shown {
  readonly status: string;
  readonly events: readonly { readonly status: string }[];
  readonly booking: { readonly status: string } | null;
}

describeOnBothDatabases('random actors at one capacity', (kind) => {
  let desk: ReferralDesk;
  let made = 0;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());

  const slip = async () => {
    made += 1;
    const { referral } = await desk.submit(sender, aSubmission(`booked-${made}`));
    return referral?.id ?? '';
  };
  const capacity = async (total: number) => {
    made += 1;
    const { publish } = capacityClient(desk);
    const { made: one } = await publish(tenBeds({ department: `科室${made}`, total, reserved }));
    return one?.id ?? '';
  };
  const act = async (
    { kind: what, slip: at }: Action,
    ids: readonly string[],
    capacityId: string,
  ) => {
    const { accept, book } = capacityClient(desk);
    const id = ids[at] ?? '';
    if (what === 'ACCEPT') return (await accept(id, capacityId)).code;
    if (what === 'HOLD') return (await book(capacityId, doctor)).code;
    if (what === 'CANCEL') return (await desk.step(senderOfficer, 'cancelReferral', id)).code;
    const field = what === 'DECLINE' ? 'declineReferral' : 'recordArrival';
    return (await desk.step(receiver, field, id)).code;
  };
  const shown = async (id: string) => {
    const query = `{ referral(id: "${id}") { status events { status } booking { status } } }`;
    const { data } = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    return data?.referral as unknown as Shown;
  };

  it('leave counters, bookings and slips that agree, and sell nothing twice', async () => {
    const anAction = fc.record({
      kind: fc.constantFrom(...actions),
      slip: fc.nat({ max: slipsAtOnce - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(anAction, { minLength: 3, maxLength: 12 }),
        async (total, steps) => {
          const ids = [await slip(), await slip(), await slip()];
          const capacityId = await capacity(total);
          const codes = await Promise.all(steps.map((step) => act(step, ids, capacityId)));
          for (const code of codes) expect([undefined, 'CONFLICT']).toContain(code);
          const held = steps.filter(
            ({ kind: what }, at) => what === 'HOLD' && codes[at] === undefined,
          ).length;
          const slips = await Promise.all(ids.map(shown));
          for (const { booking, events, status } of slips) {
            const accepted = events.some((event) => event.status === 'ACCEPTED');
            expect(booking?.status).toBe(accepted ? bookingAt[status] : undefined);
          }
          const standing = slips.filter(({ booking }) => booking && booking.status !== 'RELEASED');
          const { made: listed } = await capacityClient(desk).listed(
            receiver,
            undefined,
            ', first: 100',
          );
          const counted = listed?.nodes.find(({ id }) => id === capacityId);
          expect(counted).toMatchObject({
            ...{ bookedByReferral: standing.length, bookedOtherwise: held },
          });
          expect(standing.length + held).toBeLessThanOrEqual(total);
          expect(held).toBeLessThanOrEqual(total - reserved);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
