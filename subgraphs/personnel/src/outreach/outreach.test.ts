import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { outreachCounty } from '../testing/outreach-county';
import { someoneAt as at, outreachDesk } from '../testing/outreach-desk';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';

const people = Array.from({ length: 40 }, (_, index) => anAttending(`person-${index}`));

const crowd = Array.from({ length: 10 }, (_, index) => `crowd-${index}`);

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a visit of the outreach log', (kind) => {
  let harness: SubgraphHarness;
  let [person, used] = ['', 0];
  const desk = outreachDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...outreachCounty(),
      ...[...people, ...crowd.map((id) => anAttending(id))],
      anAttending('of-people', 'people-hospital'),
    ]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    person = `person-${used}`;
    used += 1;
  });

  const log = (overrides: object = {}, viewer?: Viewer) => desk.log(person, overrides, viewer);
  const logged = async (overrides: object = {}) => {
    expect((await log(overrides)).code).toBeUndefined();
  };

  it('is logged once under its key, with topic and people', async () => {
    const said = { topic: '高血压规范管理', peopleSeen: 12, peopleTaught: 5, notes: '查房两组' };
    const { made } = await log(said);
    expect(made).toMatchObject({
      ...{ kind: 'TEACHING_ROUND', count: 1, confirmedBy: null, confirmedAt: null },
      ...{ topic: '高血压规范管理', peopleSeen: 12, peopleTaught: 5 },
      ...{ host: { id: 'township-dongpu' } },
    });
    expect((await log(said)).made?.id).toBe(made?.id);
    expect(await log({ ...said, peopleSeen: 13 })).toMatchObject({
      ...{ code: 'CONFLICT', field: 'idempotencyKey' },
    });
  });

  it.each([
    ['in the future', 'startedAt', '2026-06-01T12:00:01', '2026-06-01T13:00:00'],
    ['that is not over', 'endedAt', '2026-06-01T08:00:00', '2026-06-01T12:00:01'],
    ['that ends as it starts', 'endedAt', '2026-05-11T12:00:00', '2026-05-11T12:00:00'],
    ['longer than a day', 'endedAt', '2026-05-30T11:59:59', '2026-05-31T12:00:00'],
  ])('is refused %s', async (_, field, from, to) => {
    const times = { startedAt: `${from}+08:00`, endedAt: `${to}+08:00` };
    expect(await log(times)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('may last a whole day', async () => {
    const times = { startedAt: '2026-05-30T12:00:00+08:00', endedAt: '2026-05-31T12:00:00+08:00' };
    expect((await log(times)).code).toBeUndefined();
  });

  it.each([
    ['to the visitor’s own institution', 'hostId', { hostId: 'county-hospital' }],
    ['to a host its kind is not for', 'hostId', { kind: 'VILLAGE_VISIT' }],
    ['with a count of nothing', 'count', { count: 0 }],
    ['with fewer people than none', 'peopleSeen', { peopleSeen: -1 }],
    ['with more people than a file holds', 'peopleTaught', { peopleTaught: 10_001 }],
    ['without a key', 'idempotencyKey', { idempotencyKey: ' ' }],
    ['with too long a topic', 'topic', { topic: '题'.repeat(201) }],
  ])('is refused %s', async (_, field, overrides) => {
    expect(await log(overrides)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it.each([
    ['nobody', { practitionerId: 'nobody' }],
    ['nowhere', { hostId: 'nowhere' }],
  ])('is refused of %s', async (_, overrides) => {
    expect((await log(overrides)).code).toBe('NOT_FOUND');
  });

  it('shares no moment with another of its person, and may follow it at once', async () => {
    await logged();
    const other = (from: string, to: string) =>
      log({
        ...{ hostId: 'township-shahe', idempotencyKey: `${person} ${from}` },
        ...{ startedAt: `2026-05-11T${from}:00+08:00`, endedAt: `2026-05-11T${to}:00+08:00` },
      });
    for (const [from = '', to = ''] of [
      ['07:00', '08:01'],
      ['11:59', '13:00'],
      ['09:00', '10:00'],
      ['07:00', '13:00'],
    ])
      expect(await other(from, to)).toMatchObject({ code: 'CONFLICT', field: 'startedAt' });
    expect((await other('12:00', '13:00')).code).toBeUndefined();
    expect((await other('07:00', '08:00')).code).toBeUndefined();
  });

  it('is one of many at once that share a moment, for each of many people', async () => {
    const logs = (who: string) =>
      [4, 5, 6, 7].map((hour) =>
        desk.log(who, {
          hostId: hour % 2 ? 'township-dongpu' : 'township-shahe',
          ...{ startedAt: `2026-05-11T0${hour}:00:00+08:00`, idempotencyKey: `${who} ${hour}` },
        }),
      );
    const answers = await Promise.all(crowd.map((who) => Promise.all(logs(who))));
    for (const one of answers)
      expect(one.map(({ code }) => code ?? 'made').sort()).toEqual([
        ...['CONFLICT', 'CONFLICT', 'CONFLICT', 'made'],
      ]);
  });

  it('is one although it is told many times at once', async () => {
    const answers = await Promise.all([0, 1, 2, 3].map(() => log()));
    expect(new Set(answers.map(({ made }) => made?.id)).size).toBe(1);
    expect(answers[0]?.made).toBeDefined();
  });

  it('is logged by the visitor and by who manages her, and by no other', async () => {
    expect((await log({}, at('CLINICIAN', 'county-hospital', person))).code).toBeUndefined();
    const theirs = { practitionerId: 'of-people', idempotencyKey: 'theirs' };
    for (const stranger of [
      at('PERSONNEL_MANAGER', 'city-hospital'),
      at('PERSONNEL_MANAGER', 'township-dongpu'),
      at('CLINICIAN', 'people-hospital', person),
      aViewer('COMMUNITY_OFFICE'),
    ])
      expect((await log(theirs, stranger)).code).toBe('FORBIDDEN');
    expect((await log(theirs, at('PERSONNEL_MANAGER', 'people-hospital'))).code).toBeUndefined();
  });
});
