import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from '../team/family-doctor-team.entity';
import { calendarCounty, calendarDesk } from '../testing/calendar-county';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';
import { Practitioner } from './practitioner.entity';

const team = [
  Object.assign(new FamilyDoctorTeam(), {
    ...{ id: 'team', name: 'team', institutionId: 'township-dongpu', leaderId: 'of-dongpu' },
  }),
  Object.assign(new FamilyDoctorTeamMember(), {
    ...{ teamId: 'team', practitionerId: 'person-0', start: '2026-01-01', end: null },
  }),
];

/** Somebody left with 10 June 2026, after a clinic, a posting and a place in a team were hers. */
describeOnBothDatabases('who has left', (kind) => {
  let harness: SubgraphHarness;
  let now = noonOf('2026-06-01');
  const desk = calendarDesk(() => harness);
  const { asked } = desk;
  beforeAll(async () => {
    const county = [...calendarCounty(2), ...team, anAttending('mentor', 'people-hospital')];
    for (const row of county) if (row instanceof Practitioner) row.titleSince = '2010-01-01';
    harness = await startPersonnel(kind, county, () => now);
    const clinic = { practitionerId: 'person-0', recurrence: 'WEEKLY' };
    expect((await desk.plan(clinic)).code).toBeUndefined();
    const posting = { practitionerId: 'person-0', kind: 'TOWNSHIP_POSTING', start: '2026-06-01' };
    const input = { ...posting, toInstitutionId: 'township-dongpu' };
    const start = 'mutation ($input: PostingInput!) { made: startPosting(input: $input) { id } }';
    expect((await asked(start, { input })).code).toBeUndefined();
    now = noonOf('2026-06-20');
    const leave =
      'mutation { made: recordEmployment(input: { practitionerId: "person-0", since: "2026-06-11" }) { id } }';
    expect((await asked(leave, {})).code).toBeUndefined();
  });
  afterAll(() => harness?.stop());

  const weekOf = async (day: string) => {
    const { made } = await asked(
      `{ made: whereabouts(institutionId: "township-dongpu", week: "${day}") { postings { id } sessions { day } } }`,
      {},
      aViewer('COMMUNITY_OFFICE'),
    );
    const [{ postings, sessions } = { postings: [], sessions: [] }] = made as unknown as Week[];
    return [postings.length, ...sessions.map(({ day: on }) => on)];
  };

  it('is nowhere after her last day', async () => {
    expect(await weekOf('2026-06-08')).toEqual([1, '2026-06-09']);
    expect(await weekOf('2026-06-15')).toEqual([0]);
  });

  it('covers nobody, and is missed', async () => {
    const found = await asked(
      '{ made: postingCoverage(on: "2026-06-15") { institution { id } covered postings { id } gaps { start end } } }',
      {},
    );
    expect((found.made as unknown as object[])[0]).toMatchObject({
      ...{ institution: { id: 'township-dongpu' }, covered: false, postings: [] },
      gaps: [
        { start: '2026-01-01', end: '2026-05-31' },
        { start: '2026-06-11', end: '2026-06-15' },
      ],
    });
    const missing = async (month: string) =>
      JSON.stringify(
        (
          await asked(
            `{ made: missingSessions(month: "${month}") { kind institution { id } } }`,
            {},
          )
        ).made,
      ).includes('{"kind":"CIRCUIT_CLINIC","institution":{"id":"township-dongpu"}}');
    expect(await missing('2026-06-01')).toBe(false);
    expect(await missing('2026-07-01')).toBe(true);
  });

  it('is in no team, and fills no seat of it', async () => {
    const members = async (on: string) => {
      const { made } = await asked(
        'query ($r: [_Any!]!, $on: Date) { made: _entities(representations: $r) { ... on FamilyDoctorTeam { members(on: $on) { id } } } }',
        { on, r: [{ __typename: 'FamilyDoctorTeam', id: 'team' }] },
      );
      return made as unknown;
    };
    expect(await members('2026-06-10')).toEqual([{ members: [{ id: 'person-0' }] }]);
    expect(await members('2026-06-11')).toEqual([{ members: [] }]);
  });

  it('stands in no calendar beyond her last day', async () => {
    const { made } = await asked(
      'mutation { made: issueCalendarAddress(institutionId: "township-dongpu") { path } }',
      {},
    );
    const token = new URL(String(made?.path), 'http://localhost').searchParams.get('token');
    const gateway = { ...aViewer('ADMIN'), roles: [], service: 'gateway' as const };
    const feed = await asked(
      'query ($token: String!) { made: calendarAtAddress(institutionId: "township-dongpu", token: $token) }',
      { token },
      gateway,
    );
    expect(String(feed.made).match(/^RRULE.*$/gm)).toEqual([
      expect.stringContaining('UNTIL=20260610T'),
    ]);
  });

  it('is planned for nothing more, as herself or as a mentor', async () => {
    const left = (field: string) => ({ code: 'INVALID_INPUT', field });
    expect(await desk.plan({ practitionerId: 'person-0', firstDay: '2026-07-14' })).toMatchObject(
      left('practitionerId'),
    );
    const join =
      'mutation { made: joinTeam(teamId: "team", practitionerId: "person-0", start: "2026-07-01") { id } }';
    expect(await asked(join, {})).toMatchObject(left('practitionerId'));
    const train = (traineeId: string, hostId: string, mentorId: string) =>
      asked(
        `mutation { made: startTraining(input: { traineeId: "${traineeId}", hostId: "${hostId}", mentorId: "${mentorId}", start: "2026-07-01", end: "2026-07-31" }) { id } }`,
        {},
      );
    expect(await train('person-0', 'people-hospital', 'mentor')).toMatchObject(left('traineeId'));
    expect(await train('of-dongpu', 'county-hospital', 'person-0')).toMatchObject(left('mentorId'));
    expect((await train('of-dongpu', 'county-hospital', 'person-1')).code).toBeUndefined();
  });
});

interface Week {
  readonly postings: readonly object[];
  readonly sessions: readonly { readonly day: string }[];
}
