import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { expireReferrals } from '../clock/expire.service';
import { capacityClient, tenBeds } from '../testing/capacity.client';
import { contracted } from '../testing/neighbours';
import {
  aSubmission,
  doctor,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

describeOnBothDatabases('capacity', (kind) => {
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
    desk.down.clear();
    contracted.clear();
    made += 1;
  });

  const published = async (overrides: object = {}) =>
    (await client.publish(tenBeds({ department: `科室${made}`, ...overrides }))).made?.id ?? '';

  it('keeps a fifth for referrals, rounded up, until a day before', async () => {
    const input = tenBeds({ department: `科室${made}`, total: 11 });
    const { made: capacity } = await client.publish(input);
    expect(capacity).toMatchObject({
      ...{ kind: 'BED', total: 11, reserved: 3, bookedByReferral: 0, bookedOtherwise: 0 },
      releaseAt: '2026-06-07T08:00:00+08:00',
    });
    expect((await client.publish(input)).made?.id).toBe(capacity?.id);
  });

  it.each([
    ['a share below the community’s', 'reserved', { reserved: 1 }],
    ['more kept than there is', 'reserved', { reserved: 11 }],
    ['a time gone by', 'startsAt', { startsAt: '2026-05-31T08:00:00+08:00' }],
    ['an end before the start', 'endsAt', { endsAt: '2026-06-08T07:00:00+08:00' }],
    ['nothing', 'total', { total: 0 }],
    ['no department', 'department', { department: ' ' }],
  ])('is refused with %s', async (_, field, overrides) => {
    const { code, details } = await client.publish(tenBeds(overrides));
    expect({ code, field: details.field }).toEqual({ code: 'INVALID_INPUT', field });
  });

  it('may grow, and shrink to what is booked', async () => {
    const id = await published();
    for (let unit = 0; unit < 5; unit += 1) await client.book(id, doctor);
    const department = `科室${made}`;
    const smaller = await client.publish(tenBeds({ department, total: 4 }));
    expect(smaller).toMatchObject({ code: 'CONFLICT', details: { booked: 5 } });
    expect((await client.publish(tenBeds({ department, total: 5 }))).made?.id).toBe(id);
  });

  it('lends nobody else what is kept, and gives it free a day before', async () => {
    const id = await published();
    const first = await Promise.all(Array.from({ length: 12 }, () => client.book(id, sender)));
    expect(first.filter((one) => one.made)).toHaveLength(8);
    expect(first.find(({ code }) => code)).toMatchObject({
      code: 'CONFLICT',
      details: { left: 2 },
    });
    desk.clock.now = new Date('2026-05-30T00:00:00Z');
    const soon = { startsAt: '2026-05-31T07:59:00+08:00', endsAt: '2026-05-31T18:00:00+08:00' };
    const released = await published({ ...soon, department: `次日${made}` });
    const all = await Promise.all(Array.from({ length: 12 }, () => client.book(released, sender)));
    expect(all.filter((one) => one.made)).toHaveLength(10);
  });

  it('is never oversold by two hundred at once, of whichever kind', async () => {
    const id = await published({ total: 30 });
    const slips = await Promise.all(Array.from({ length: 60 }, () => client.submitted()));
    const [bookings, acceptances] = await Promise.all([
      Promise.all(Array.from({ length: 140 }, () => client.book(id, sender))),
      Promise.all(slips.map((slip) => client.accept(slip, id))),
    ]);
    // Whose answer a busy database did not give may have got a unit, or not.
    const unknown = [...bookings, ...acceptances].filter(
      ({ code }) => code === 'UNAVAILABLE',
    ).length;
    const booked = bookings.filter((one) => one.made).length;
    const accepted = acceptances.filter((one) => one.made).length;
    const { bookedByReferral = 0, bookedOtherwise = 0 } = await client.numbersOf(id);
    expect(bookedByReferral + bookedOtherwise).toBe(30);
    expect(bookedOtherwise).toBeLessThanOrEqual(24);
    expect(bookedByReferral).toBeGreaterThanOrEqual(accepted);
    expect(bookedOtherwise).toBeGreaterThanOrEqual(booked);
    expect(booked + accepted + unknown).toBeGreaterThanOrEqual(30);
    // Who got no unit was not accepted either.
    for (const [at, { made: done, code }] of acceptances.entries())
      if (!done && code !== 'UNAVAILABLE') {
        expect(code).toBe('CONFLICT');
        expect(await client.bookingOf(slips[at] ?? '')).toMatchObject({ status: 'SUBMITTED' });
      }
  });

  it('is booked once for a referral, and given back when that is withdrawn', async () => {
    const id = await published();
    const slip = await client.submitted();
    const { made: accepted } = await client.accept(slip, id);
    expect(accepted).toMatchObject({
      ...{ status: 'ACCEPTED', dueAt: '2026-06-09T18:00:00+08:00' },
      booking: { status: 'CONFIRMED', capacity: { id, bookedByReferral: 1 } },
    });
    expect(await client.accept(slip, id)).toMatchObject({ code: 'CONFLICT' });
    await desk.step(senderOfficer, 'cancelReferral', slip);
    expect(await client.numbersOf(id)).toEqual({ bookedByReferral: 0, bookedOtherwise: 0 });
    expect(await client.bookingOf(slip)).toMatchObject({ booking: null });
  });

  it('is used when the patient comes, and lost where she does not', async () => {
    const id = await published();
    const [comes, stays] = [await client.submitted(), await client.submitted()];
    for (const slip of [comes, stays]) await client.accept(slip, id);
    await desk.step(receiver, 'recordArrival', comes);
    expect(await client.bookingOf(comes)).toMatchObject({ booking: { status: 'USED' } });
    const late = new Date('2026-06-09T10:00:00Z');
    await expireReferrals({ database: desk.harness.database, now: () => late });
    expect(await client.bookingOf(stays)).toMatchObject({
      ...{ status: 'NO_SHOW', booking: { status: 'NO_SHOW' } },
    });
    expect(await client.numbersOf(id)).toEqual({ bookedByReferral: 2, bookedOtherwise: 0 });
  });

  it('is used at once by an emergency that is there before it is accepted', async () => {
    const id = await published();
    const input = aSubmission(`emergency-${kind}`, { urgency: 'EMERGENCY' });
    const { referral } = await desk.submit(sender, input);
    await desk.step(receiver, 'recordArrival', referral?.id ?? '');
    const { made: accepted } = await client.accept(referral?.id ?? '', id);
    expect(accepted).toMatchObject({ status: 'ARRIVED', dueAt: null, booking: { status: 'USED' } });
  });

  it('of an expert goes first to who has a family doctor', async () => {
    const id = await published({ kind: 'EXPERT_SLOT', total: 2, reserved: 1 });
    const take = async () => (await client.accept(await client.submitted(), id)).code ?? 'DONE';
    expect([await take(), await take()]).toEqual(['DONE', 'CONFLICT']);
    contracted.add('patient-1');
    expect(await take()).toBe('DONE');
    contracted.clear();
    const other = await published({ kind: 'EXPERT_SLOT', total: 1, department: '另一科室' });
    const soon = await client.submitted();
    expect((await client.accept(soon, other)).code).toBe('CONFLICT');
    desk.down.add('patients');
    expect((await client.accept(soon, other)).code).toBe('UNAVAILABLE');
  });
});
