import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { calendarCounty, calendarDesk, eventsOf, managerOf } from '../testing/calendar-county';
import { startPersonnel } from '../testing/personnel.harness';
import { CalendarEntry } from './calendar-entry.entity';

/** The clock stands at noon of 1 June 2026, a Monday, unless a test moves it. */
describeOnBothDatabases('a calendar entry', (kind) => {
  let harness: SubgraphHarness;
  let now = noonOf('2026-06-01');
  let [practitionerId, used] = ['', 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, calendarCounty(40), () => now);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    now = noonOf('2026-06-01');
    practitionerId = `person-${used}`;
    used += 1;
  });
  const desk = calendarDesk(() => harness);
  const plan = (overrides: object = {}, viewer = managerOf('county-hospital')) =>
    desk.plan({ practitionerId, ...overrides }, viewer);
  const change = (id: unknown, overrides: object) =>
    desk.change(id, { practitionerId, ...overrides });

  it('is planned, and is the same when it is told again', async () => {
    const { made } = await plan();
    expect(made).toMatchObject({
      ...{ firstDay: '2026-06-09', lastDay: '2026-12-31', cancelledAt: null },
      ...{ practitioner: { id: practitionerId }, institution: { id: 'township-dongpu' } },
    });
    expect((await plan()).made?.id).toBe(made?.id);
  });

  it('tells each change of it once, by ids, and what was refused not', async () => {
    const { made } = await plan();
    await plan();
    const moved = { startsAt: '09:00' };
    await Promise.all([change(made?.id, moved), change(made?.id, moved)]);
    await desk.cancel(made?.id, '2026-09-01');
    await desk.cancel(made?.id, '2026-09-01');
    expect((await plan({ firstDay: '2026-06-30' })).code).toBe('INVALID_INPUT');
    const told = await eventsOf(harness, practitionerId);
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['personnel.calendar.changed']));
    expect(told.map(({ orderKey }) => orderKey)).toEqual(Array(3).fill('county-hospital'));
    expect(told.map(({ payload }) => payload)).toEqual(
      [0, 1, 2].map((sequence) => ({
        ...{ entryId: made?.id, sequence, practitionerId },
        ...{ institutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
      })),
    );
  });

  it.each([
    ['a place its kind is not for', 'toInstitutionId', { toInstitutionId: 'people-hospital' }],
    ['an end before its start', 'endsAt', { endsAt: '08:30' }],
    ['a time that is none', 'startsAt', { startsAt: '24:00' }],
    ['a first day that has passed', 'firstDay', { firstDay: '2026-05-31' }],
    ['a last day before the first', 'lastDay', { lastDay: '2026-06-08' }],
    ['no last day where it recurs', 'lastDay', { lastDay: null }],
    ['a last day where it does not', 'lastDay', { recurrence: 'ONCE' }],
    ['more than a year', 'lastDay', { lastDay: '2027-06-10' }],
    ['a fifth week', 'firstDay', { firstDay: '2026-06-30' }],
    ['a Saturday doctor on a Friday', 'firstDay', { kind: 'SATURDAY_DOCTOR' }],
  ])('is refused with %s', async (_, field, overrides) => {
    expect(await plan(overrides)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('is refused at the person’s own institution', async () => {
    const own = { practitionerId: 'of-dongpu' };
    expect(await plan(own)).toMatchObject({ code: 'INVALID_INPUT', field: 'toInstitutionId' });
  });

  it('may last a year to the day', async () => {
    expect((await plan({ lastDay: '2027-06-09' })).code).toBeUndefined();
  });

  it('is refused where another has the person, and stands where times touch or days differ', async () => {
    await plan();
    const weekly = { kind: 'VILLAGE_VISIT', toInstitutionId: 'village-1', recurrence: 'WEEKLY' };
    const tuesdays = { ...weekly, firstDay: '2026-06-02', startsAt: '11:00', endsAt: '15:00' };
    expect(await plan(tuesdays)).toMatchObject({ code: 'CONFLICT', field: 'startsAt' });
    expect((await plan({ ...tuesdays, startsAt: '11:30' })).code).toBeUndefined();
    expect((await plan({ ...tuesdays, firstDay: '2026-06-03' })).code).toBeUndefined();
  });

  it('is planned once by many at once for different places', async () => {
    const places = ['township-dongpu', 'township-shahe'];
    const answers = await Promise.all(
      [0, 1, 2, 3].map((index) =>
        plan({ toInstitutionId: places[index % 2], startsAt: `08:3${index}` }),
      ),
    );
    expect(answers.filter(({ made }) => made)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
  });

  it('is managed by the employer and by who leads its tight community alone', async () => {
    const { made } = await plan();
    for (const stranger of ['city-hospital', 'township-dongpu']) {
      expect((await plan({}, managerOf(stranger))).code).toBe('FORBIDDEN');
      expect((await desk.cancel(made?.id, null, managerOf(stranger))).code).toBe('FORBIDDEN');
    }
    const theirs = { practitionerId: 'of-dongpu', toInstitutionId: 'township-shahe' };
    expect((await plan(theirs, managerOf('township-dongpu'))).code).toBeUndefined();
    expect((await plan({ practitionerId: 'of-city' })).code).toBe('FORBIDDEN');
    expect((await plan({}, aViewer('CLINICIAN'))).code).toBe('FORBIDDEN');
    expect((await desk.cancel('none')).code).toBe('FORBIDDEN');
  });

  it('is changed until its first day, over its own times and not over another’s', async () => {
    const { made } = await plan();
    await plan({ firstDay: '2026-06-10' });
    const later = await change(made?.id, { startsAt: '09:00' });
    expect(later.made).toMatchObject({ id: made?.id, startsAt: '09:00' });
    expect((await change(made?.id, { firstDay: '2026-06-10' })).code).toBe('CONFLICT');
    now = noonOf('2026-06-09');
    expect((await change(made?.id, { firstDay: '2026-06-16' })).code).toBe('CONFLICT');
  });

  it('loses no change to another at the same time: who comes too late is told', async () => {
    const { made } = await plan();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, hour) => change(made?.id, { startsAt: `0${hour}:30` })),
    );
    const codes = answers.map(({ code }) => code ?? 'done');
    expect(codes.filter((code) => !['CONFLICT', 'done'].includes(String(code)))).toEqual([]);
    const id = String(made?.id);
    const stored = await harness.database.read.findOneByOrFail(CalendarEntry, { id });
    const done = codes.filter((code) => code === 'done').length;
    expect([done > 0, stored.sequence]).toEqual([true, done]);
  });

  it('is cancelled whole before it begins, which frees its times', async () => {
    const { made } = await plan();
    const cancelled = await desk.cancel(made?.id);
    expect(cancelled.made?.cancelledAt).toBe('2026-06-01T12:00:00+08:00');
    expect((await desk.cancel(made?.id)).made).toEqual(cancelled.made);
    expect((await change(made?.id, {})).code).toBe('CONFLICT');
    const again = await plan();
    expect([again.code, again.made?.id === made?.id]).toEqual([undefined, false]);
  });

  it('keeps the sessions that have been, and ends with the day before', async () => {
    const { made } = await plan();
    now = noonOf('2026-08-01');
    expect(await desk.cancel(made?.id, '2026-07-31')).toMatchObject({ field: 'from' });
    const ended = await desk.cancel(made?.id, '2026-08-11');
    expect(ended.made).toMatchObject({ lastDay: '2026-08-10', cancelledAt: null });
    expect((await desk.cancel(made?.id, '2026-08-12')).made).toEqual(ended.made);
  });
});
