import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { PractitionerCategory } from '../practitioner/practitioner.entity';
import {
  calendarCounty,
  calendarDesk,
  eventsOf,
  lead,
  managerOf,
} from '../testing/calendar-county';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from './family-doctor-team.entity';

const teams = Array.from({ length: 12 }, (_, index) => `team-${index}`);
const rows = teams.flatMap((id) => [
  Object.assign(new FamilyDoctorTeam(), {
    ...{ id, name: id, institutionId: 'township-dongpu', leaderId: 'of-dongpu' },
  }),
  Object.assign(new FamilyDoctorTeamMember(), {
    ...{ teamId: id, practitionerId: 'of-dongpu', start: '2025-01-01', end: null },
  }),
]);
const one = (id: string, category: PractitionerCategory, employerId = 'township-dongpu') =>
  aPractitioner({ id, category, employerId });

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a family-doctor team', (kind) => {
  let harness: SubgraphHarness;
  let [teamId, used] = ['', 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...[...calendarCounty(2), ...rows],
      one('nurse', PractitionerCategory.NURSE),
      one('health', PractitionerCategory.PUBLIC_HEALTH),
      one('village', PractitionerCategory.VILLAGE_DOCTOR, 'village-1'),
      one('pharmacist', PractitionerCategory.PHARMACIST),
    ]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    teamId = teams[used] ?? '';
    used += 1;
  });
  const { asked } = calendarDesk(() => harness);
  const write = (call: string, practitionerId: string, day: string, viewer = lead) =>
    asked(
      `mutation ($t: ID!, $p: ID!, $d: Date!) { made: ${call} { id } }`,
      { t: teamId, p: practitionerId, d: day },
      viewer,
    );
  const join = (practitionerId: string, day: string, viewer = lead) =>
    write('joinTeam(teamId: $t, practitionerId: $p, start: $d)', practitionerId, day, viewer);
  const leave = (practitionerId: string, day: string, viewer = lead) =>
    write('leaveTeam(teamId: $t, practitionerId: $p, lastDay: $d)', practitionerId, day, viewer);
  const on = async (day: string | null, ids = [teamId]) => {
    const query =
      'query ($r: [_Any!]!, $day: Date) { made: _entities(representations: $r) { ... on FamilyDoctorTeam { members(on: $day) { id } emptySeats(on: $day) } } }';
    const r = ids.map((id) => ({ __typename: 'FamilyDoctorTeam', id }));
    const { made, code } = await asked(query, { r, day });
    expect(code).toBeUndefined();
    const found = made as unknown as { members: { id: string }[]; emptySeats: string[] }[];
    return found.map(({ members, emptySeats }) => [members.map(({ id }) => id), emptySeats]);
  };

  it('has on each day the members of that day, who left and came back', async () => {
    await join('nurse', '2026-01-01');
    await leave('nurse', '2026-03-31');
    await join('nurse', '2026-05-01');
    const had: boolean[] = [];
    for (const day of ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2026-05-01', null])
      had.push((await on(day))[0]?.[0]?.includes('nurse') ?? false);
    expect(had).toEqual([false, true, true, false, true, true]);
  });

  it('lacks the seats nobody fills, and none once it reaches over county, township and village', async () => {
    const lacking = async () => (await on(null))[0]?.[1];
    expect(await lacking()).toEqual([
      ...['NURSE', 'PUBLIC_HEALTH', 'VILLAGE_DOCTOR', 'COUNTY_SPECIALIST'],
    ]);
    for (const person of ['nurse', 'health', 'village', 'person-0'])
      expect((await join(person, '2026-06-01')).code).toBeUndefined();
    expect(await lacking()).toEqual([]);
    await leave('village', '2026-06-01');
    expect((await on('2026-06-02'))[0]?.[1]).toEqual(['VILLAGE_DOCTOR']);
  });

  it('takes nobody who fills no seat, nobody unknown, and nobody twice on a day', async () => {
    const refused = { code: 'INVALID_INPUT', field: 'practitionerId' };
    expect(await join('pharmacist', '2026-06-01')).toMatchObject(refused);
    expect((await join('nobody', '2026-06-01')).code).toBe('NOT_FOUND');
    await join('nurse', '2026-06-01');
    expect((await join('nurse', '2026-06-01')).code).toBeUndefined();
    expect(await join('nurse', '2026-07-01')).toMatchObject({ code: 'CONFLICT', field: 'start' });
    await leave('nurse', '2026-06-30');
    expect((await join('nurse', '2026-06-30')).code).toBe('CONFLICT');
    expect((await join('nurse', '2026-07-01')).code).toBeUndefined();
  });

  it('lets its leader stay, and nobody leave who is not in it or before she came', async () => {
    const led = await leave('of-dongpu', '2026-06-01');
    expect(led).toMatchObject({ code: 'INVALID_INPUT', field: 'practitionerId' });
    expect((await leave('nurse', '2026-06-01')).code).toBe('CONFLICT');
    await join('nurse', '2026-06-01');
    expect(await leave('nurse', '2026-05-31')).toMatchObject({ field: 'lastDay' });
    expect((await leave('nurse', '2026-06-02')).code).toBeUndefined();
    expect((await leave('nurse', '2026-06-02')).code).toBeUndefined();
    expect((await leave('nurse', '2026-06-03')).code).toBe('CONFLICT');
  });

  it('tells who joined and who left, once each and by ids', async () => {
    await join('nurse', '2026-01-01');
    await join('nurse', '2026-01-01');
    expect((await join('nurse', '2026-02-01')).code).toBe('CONFLICT');
    await Promise.all(['2026-03-31', '2026-03-31'].map((day) => leave('nurse', day)));
    const payload = { teamId, practitionerId: 'nurse', institutionId: 'township-dongpu' };
    const type = 'personnel.team.changed';
    expect(
      (await eventsOf(harness, teamId)).map(({ type, payload }) => ({ type, payload })),
    ).toEqual([
      { type, payload: { ...payload, change: 'JOINED', day: '2026-01-01' } },
      { type, payload: { ...payload, change: 'LEFT', day: '2026-03-31' } },
    ]);
  });

  it('is joined once, and left once, by two at once', async () => {
    const codes = (answers: { code: unknown }[]) =>
      answers.map(({ code }) => code ?? 'done').sort();
    const days = ['2026-05-01', '2026-05-02'];
    expect(codes(await Promise.all(days.map((day) => join('nurse', day))))).toEqual([
      ...['CONFLICT', 'done'],
    ]);
    expect(
      codes(await Promise.all(days.map((_, at) => leave('nurse', `2026-06-0${at + 1}`)))),
    ).toEqual(['CONFLICT', 'done']);
  });

  it('is managed by its institution and who leads it alone', async () => {
    expect((await join('nurse', '2026-06-01', managerOf('township-dongpu'))).code).toBeUndefined();
    for (const viewer of [managerOf('township-shahe'), aViewer('FAMILY_DOCTOR')]) {
      expect((await join('health', '2026-06-01', viewer)).code).toBe('FORBIDDEN');
      expect((await leave('nurse', '2026-06-01', viewer)).code).toBe('FORBIDDEN');
    }
    teamId = 'none';
    expect((await join('nurse', '2026-06-01')).code).toBe('FORBIDDEN');
  });

  it('costs as many statements as all of them', async () => {
    await on(null, teams);
    harness.statements.length = 0;
    await on(null);
    const alone = harness.statements.length;
    harness.statements.length = 0;
    await on(null, teams);
    expect(harness.statements).toHaveLength(alone);
  });
});
