import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Posting, PostingKind } from '../posting/posting.entity';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from '../team/family-doctor-team.entity';
import { calendarCounty, calendarDesk } from '../testing/calendar-county';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';
import { Practitioner } from './practitioner.entity';
import { PractitionerEmployment } from './practitioner-history.entity';

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

  it('counts for nobody in a body or as an expert, and no longer', async () => {
    const ask = async (text: string, viewer = aViewer('COMMUNITY_OFFICE')) =>
      asked(`{ made: ${text} }`, {}, viewer).then(({ made }) => JSON.stringify(made));
    const appoint = (id: string) =>
      asked(
        `mutation { made: appointToBody(input: { consortiumId: "tight", body: OFFICE, role: DIRECTOR, practitionerId: "${id}", start: "2026-06-01", termEnd: "2027-05-31" }) { id } }`,
        {},
        aViewer('COMMUNITY_OFFICE'),
      );
    expect(await appoint('person-0')).toMatchObject({ code: 'INVALID_INPUT' });
    const visit = (day: string) =>
      asked(
        `mutation { made: logOutreachVisit(input: { practitionerId: "person-0", hostId: "township-shahe", kind: LECTURE, startedAt: "${day}T08:00:00+08:00", endedAt: "${day}T09:00:00+08:00", idempotencyKey: "${day}" }) { id } }`,
        {},
      );
    expect((await visit('2026-06-10')).code).toBeUndefined();
    expect(await visit('2026-06-11')).toMatchObject({ code: 'INVALID_INPUT' });
    const days = await ask(
      'practitioner(id: "person-0") { postings { daysPresent longEnough } }',
      aViewer('PERSONNEL_MANAGER'),
    );
    expect(days).toContain('"daysPresent":10,"longEnough":false');
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

describeOnBothDatabases('who came back', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    const months = [null, 'county-hospital'].map((employerId, at) =>
      Object.assign(new PractitionerEmployment(), {
        ...{ practitionerId: 'person-0', employerId, since: `2026-0${at + 2}-01` },
      }),
    );
    const posting = Object.assign(new Posting(), {
      ...{ id: 'posting', practitionerId: 'person-0', kind: PostingKind.TOWNSHIP_POSTING },
      ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
      ...{ start: '2026-01-01', plannedEnd: null, end: null, daysPresent: 0, titleAtStart: null },
    });
    harness = await startPersonnel(kind, [...calendarCounty(1), ...months, posting]);
  });
  afterAll(() => harness?.stop());

  it('was not there meanwhile', async () => {
    const { data } = await harness.run(
      aViewer('PERSONNEL_MANAGER'),
      '{ postingCoverage(on: "2026-06-01") { institution { id } covered postings { id } gaps { start end } } }',
    );
    expect((data?.postingCoverage as object[] | undefined)?.[0]).toEqual({
      ...{ institution: { id: 'township-dongpu' }, covered: true, postings: [{ id: 'posting' }] },
      gaps: [{ start: '2026-02-01', end: '2026-02-28' }],
    });
  });
});

interface Week {
  readonly postings: readonly object[];
  readonly sessions: readonly { readonly day: string }[];
}
