import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PractitionerCategory, TitleLevel } from '../practitioner/practitioner.entity';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending, postingCounty } from '../testing/posting-county';

const people = Array.from({ length: 40 }, (_, index) => anAttending(`person-${index}`));
const lead = aViewer('PERSONNEL_MANAGER');
const managerOf = (institutionId: string) => aViewer('PERSONNEL_MANAGER', institutionId);
const fields = 'id start plannedEnd end daysPresent longEnough to { id } from { id }';

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a posting', (kind) => {
  let harness: SubgraphHarness;
  let [person, used] = ['', 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...postingCounty(),
      ...people,
      aPractitioner({ id: 'junior', titleLevel: TitleLevel.JUNIOR, titleCode: '234' }),
      aPractitioner({ id: 'nurse', category: PractitionerCategory.NURSE }),
      anAttending('of-people', 'people-hospital'),
      anAttending('of-city', 'city-hospital'),
    ]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    person = `person-${used}`;
    used += 1;
  });

  const asked = async (query: string, variables: Record<string, unknown>, viewer = lead) => {
    const { data, errors } = await harness.run(viewer, query, variables);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  const start = (overrides: object = {}, viewer = lead) =>
    asked(
      `mutation ($input: PostingInput!) { made: startPosting(input: $input) { ${fields} } }`,
      {
        input: {
          ...{
            practitionerId: person,
            kind: 'TOWNSHIP_POSTING',
            toInstitutionId: 'township-dongpu',
          },
          ...{ start: '2026-01-01', ...overrides },
        },
      },
      viewer,
    );
  const end = (id: unknown, day: string, leaveDays = 0, viewer = lead) =>
    asked(
      `mutation ($id: ID!, $end: Date!, $leave: Int) { made: endPosting(id: $id, end: $end, leaveDays: $leave) { ${fields} } }`,
      { id, end: day, leave: leaveDays },
      viewer,
    );

  it('begins, and is the same when it is told again', async () => {
    const { made } = await start();
    expect(made).toMatchObject({
      ...{ start: '2026-01-01', plannedEnd: null, end: null, daysPresent: 152 },
      ...{ from: { id: 'county-hospital' }, to: { id: 'township-dongpu' }, longEnough: false },
    });
    expect((await start()).made?.id).toBe(made?.id);
  });

  it.each([
    ['its person’s own institution', 'toInstitutionId', { toInstitutionId: 'county-hospital' }],
    ['a host its kind is not for', 'toInstitutionId', { toInstitutionId: 'people-hospital' }],
    ['a title too low', 'practitionerId', { practitionerId: 'junior' }],
    ['an end before its start', 'plannedEnd', { plannedEnd: '2025-12-31' }],
    ['a day less than half a year', 'plannedEnd', { plannedEnd: '2026-06-30' }],
  ])('is refused with %s', async (_, field, overrides) => {
    expect(await start(overrides)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('may be planned for half a year to the day', async () => {
    expect((await start({ plannedEnd: '2026-07-01' })).code).toBeUndefined();
  });

  it.each([
    ['nobody', { practitionerId: 'nobody' }],
    ['nowhere', { toInstitutionId: 'nowhere' }],
  ])('is refused for %s', async (_, overrides) => {
    expect((await start(overrides)).code).toBe('NOT_FOUND');
  });

  it('takes a person whole: another is refused on its last day and begins the day after', async () => {
    const first = await start({ plannedEnd: '2026-07-01' });
    const next = (day: string) => start({ toInstitutionId: 'township-shahe', start: day });
    expect(await next('2026-07-01')).toMatchObject({ code: 'CONFLICT', field: 'start' });
    expect((await end(first.made?.id, '2026-03-31')).code).toBeUndefined();
    expect((await next('2026-03-31')).code).toBe('CONFLICT');
    expect((await next('2026-04-01')).code).toBeUndefined();
  });

  it('leaves room for multi-site practice, once at a place', async () => {
    await start();
    const other = { kind: 'MULTI_SITE', toInstitutionId: 'township-shahe' };
    expect((await start(other)).code).toBeUndefined();
    expect((await start({ ...other, start: '2026-02-01' })).code).toBe('CONFLICT');
  });

  it('is begun once by many at once who send a person to different places', async () => {
    const places = ['township-dongpu', 'township-shahe'];
    const answers = await Promise.all(
      [0, 1, 2, 3].map((index) =>
        start({ toInstitutionId: places[index % 2], start: `2026-0${index + 1}-01` }),
      ),
    );
    expect(answers.filter(({ made }) => made)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
  });

  it('is managed by the employer and by who leads its tight community alone', async () => {
    const theirs = { practitionerId: 'of-people' };
    for (const stranger of ['city-hospital', 'township-dongpu'])
      expect((await start(theirs, managerOf(stranger))).code).toBe('FORBIDDEN');
    const { made } = await start(theirs, managerOf('people-hospital'));
    expect((await end(made?.id, '2026-02-01', 0, managerOf('township-dongpu'))).code).toBe(
      'FORBIDDEN',
    );
    expect((await end(made?.id, '2026-02-01')).code).toBeUndefined();
    expect((await start({ practitionerId: 'of-city' })).code).toBe('FORBIDDEN');
    expect((await start({}, aViewer('CLINICIAN'))).code).toBe('FORBIDDEN');
  });

  it('ends with its days present, the same when told again, and on no other day', async () => {
    const { made } = await start({ start: '2025-11-01' });
    const ended = await end(made?.id, '2026-05-01', 10);
    expect(ended.made).toMatchObject({ end: '2026-05-01', daysPresent: 172 });
    expect((await end(made?.id, '2026-05-01', 10)).made).toEqual(ended.made);
    expect(await end(made?.id, '2026-05-02')).toMatchObject({ code: 'CONFLICT', field: 'end' });
  });

  it.each([
    ['182 days with 15 of leave', '2026-05-01', 15, true],
    ['182 days with 16 of leave', '2026-05-01', 16, false],
    ['181 days', '2026-04-30', 0, false],
  ])('of %s has lasted half a year: %s %s %s', async (_, day, leave, met) => {
    const { made } = await start({ start: '2025-11-01' });
    expect((await end(made?.id, day, leave)).made).toMatchObject({ longEnough: met });
  });

  it.each([
    ['before its start', 'end', '2025-12-31', 0],
    ['tomorrow', 'end', '2026-06-02', 0],
    ['with more leave than days', 'leaveDays', '2026-01-02', 3],
    ['with less leave than none', 'leaveDays', '2026-01-02', -1],
  ])('does not end %s', async (_, field, day, leave) => {
    const { made } = await start();
    expect(await end(made?.id, day, leave)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('tells that it began and ended, once each and by ids', async () => {
    const told = async () =>
      (await harness.database.read.find(OutboxEvent, { order: { sequence: 'ASC' } })).filter(
        ({ payload }) => JSON.stringify(payload).includes(`"${person}"`),
      );
    const { made } = await start();
    await start();
    expect((await start({ start: '2025-12-01' })).code).toBe('CONFLICT');
    await Promise.all(['2026-03-01', '2026-03-01'].map((day) => end(made?.id, day)));
    await end(made?.id, '2026-04-01');
    const payload = {
      ...{ postingId: made?.id, practitionerId: person },
      ...{ institutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
    };
    expect(await told()).toMatchObject([
      { type: 'personnel.posting.started', orderKey: 'county-hospital', payload },
      { type: 'personnel.posting.ended', orderKey: 'county-hospital', payload },
    ]);
    for (const { payload: all } of await told()) expect(Object.keys(all)).toHaveLength(4);
  });

  it('does not end after its planned end', async () => {
    const { made } = await start({ start: '2025-06-01', plannedEnd: '2026-01-31' });
    expect((await end(made?.id, '2026-02-01')).field).toBe('end');
    expect((await end(made?.id, '2026-01-31')).code).toBeUndefined();
  });

  it('is ended on one day by two at once', async () => {
    const { made } = await start();
    const answers = await Promise.all(
      ['2026-03-01', '2026-04-01'].map((day) => end(made?.id, day)),
    );
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
  });
});
