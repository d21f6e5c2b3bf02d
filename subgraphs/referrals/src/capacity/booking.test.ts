import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { capacityClient, tenBeds } from '../testing/capacity.client';
import {
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
} from '../testing/referral-desk';

describeOnBothDatabases('a unit of a capacity', (kind) => {
  let desk: ReferralDesk;
  let client: ReturnType<typeof capacityClient>;
  let made = 0;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
    client = capacityClient(desk);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => {
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
    made += 1;
  });

  const published = async (overrides: object = {}) =>
    (await client.publish(tenBeds({ department: `科室${made}`, ...overrides }))).made?.id ?? '';

  it('is held for half an hour, unless that is confirmed', async () => {
    const id = await published({ total: 2 });
    const { made: held } = await client.book(id, sender);
    expect(held).toMatchObject({ status: 'HELD', heldUntil: '2026-06-01T09:30:00+08:00' });
    expect((await client.book(id, sender)).code).toBe('CONFLICT');
    desk.clock.now = new Date('2026-06-01T01:30:00Z');
    expect((await client.change('confirmBooking', held?.id ?? '', sender)).code).toBe('CONFLICT');
    const { made: next } = await client.book(id, sender);
    const confirmed = await client.change('confirmBooking', next?.id ?? '', sender);
    expect(confirmed.made).toMatchObject({ status: 'CONFIRMED', heldUntil: null });
    desk.clock.now = new Date('2026-06-01T03:00:00Z');
    expect((await client.book(id, sender)).code).toBe('CONFLICT');
    const released = await client.change('releaseBooking', next?.id ?? '', sender);
    expect(released.made).toMatchObject({ status: 'RELEASED', capacity: { bookedOtherwise: 0 } });
    await client.change('releaseBooking', next?.id ?? '', sender);
    expect(await client.numbersOf(id)).toEqual({ bookedByReferral: 0, bookedOtherwise: 0 });
  });

  it('is given back once of twenty releases at once', async () => {
    const id = await published();
    const { made: held } = await client.book(id, sender);
    await client.book(id, sender);
    await Promise.all(
      Array.from({ length: 20 }, () => client.change('releaseBooking', held?.id ?? '', sender)),
    );
    expect(await client.numbersOf(id)).toEqual({ bookedByReferral: 0, bookedOtherwise: 1 });
  });

  it('is the business of members, and a booking of who made it', async () => {
    const id = await published();
    const outsider = aViewer('CLINICIAN', 'city-hospital');
    expect((await client.book(id, outsider)).code).toBe('FORBIDDEN');
    expect((await client.listed(outsider)).code).toBe('FORBIDDEN');
    expect((await client.listed(receiver, 'city-hospital')).code).toBe('INVALID_INPUT');
    const offered = client.publish(tenBeds(), aViewer('REFERRAL_OFFICER', 'city-hospital'));
    expect((await offered).code).toBe('FORBIDDEN');
    expect((await client.book(id, sender, {})).code).toBe('FORBIDDEN');
    const { made: held } = await client.book(id, sender);
    expect((await client.change('releaseBooking', held?.id ?? '', doctor)).code).toBe('FORBIDDEN');
    const elsewhere = await client.publish(
      tenBeds({ department: `别处${made}` }),
      aViewer('REFERRAL_OFFICER', 'people-hospital'),
    );
    const slip = await client.submitted();
    expect((await client.accept(slip, elsewhere.made?.id ?? '')).code).toBe('NOT_FOUND');
  });

  it('that began cannot be booked', async () => {
    const id = await published();
    const slip = await client.submitted();
    desk.clock.now = new Date('2026-05-30T01:00:00Z');
    const begun = await published({ startsAt: '2026-05-31T08:00:00+08:00', department: '已开始' });
    desk.clock.now = new Date('2026-06-01T01:00:00Z');
    expect((await client.book(begun, sender)).code).toBe('INVALID_INPUT');
    expect((await client.accept(slip, begun)).code).toBe('INVALID_INPUT');
    expect((await client.accept(slip, id)).code).toBeUndefined();
  });
});
