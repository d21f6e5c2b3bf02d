import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Posting, PostingKind } from '../posting/posting.entity';
import { mergerCounty, merging, teachingHospital, visitingOf } from '../testing/merger-county';
import { officeDesk } from '../testing/office-desk';
import { startPersonnel } from '../testing/personnel.harness';

const lead = aViewer('PERSONNEL_MANAGER');
const dongpu = aViewer('PERSONNEL_MANAGER', 'township-dongpu');

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('an institution that was merged', (kind) => {
  let harness: SubgraphHarness;
  let [id, used] = ['', 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, mergerCounty());
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    id = merging[used++] ?? '';
  });

  const desk = officeDesk(() => harness);
  const { asked, join } = desk;
  const merge = (from: string, intoId?: string, viewer?: Viewer, of = id) =>
    desk.merge(of, from, intoId, viewer);

  it('leaves no place for what is new from its day on, and all before it', async () => {
    await merge('2026-05-15');
    const refused = (field: string) => ({ code: 'INVALID_INPUT', field });
    const post = (start: string, plannedEnd: string | null) =>
      asked(
        `mutation { made: startPosting(input: { practitionerId: "sent", kind: MULTI_SITE, toInstitutionId: "${id}", start: "${start}", plannedEnd: ${plannedEnd && `"${plannedEnd}"`} }) { id } }`,
        lead,
      );
    expect(await post('2026-05-15', '2026-05-20')).toMatchObject(refused('toInstitutionId'));
    expect(await post('2026-04-01', null)).toMatchObject(refused('toInstitutionId'));
    expect((await post('2026-04-01', '2026-05-14')).code).toBeUndefined();
    const visit = (day: string) =>
      asked(
        `mutation { made: logOutreachVisit(input: { practitionerId: "sent", hostId: "${id}", kind: LECTURE, startedAt: "${day}T08:00:00+08:00", endedAt: "${day}T09:00:00+08:00", idempotencyKey: "${day}" }) { id } }`,
        lead,
      );
    expect(await visit('2026-05-15')).toMatchObject(refused('hostId'));
    expect((await visit('2026-05-14')).code).toBeUndefined();
    expect(await join(id, '2027-01-01')).toMatchObject(refused('institutionId'));
  });

  it('leaves no place in its calendar and in its teams', async () => {
    await merge('2026-07-01');
    const refused = (field: string) => ({ code: 'INVALID_INPUT', field });
    const plan = (day: string) =>
      asked(
        `mutation { made: planCalendarEntry(input: { practitionerId: "sent", kind: EXPERT_STUDIO, toInstitutionId: "${id}", recurrence: ONCE, firstDay: "${day}", startsAt: "08:00", endsAt: "09:00" }) { id } }`,
        lead,
      );
    const planned = await plan('2026-06-30');
    expect(planned.code).toBeUndefined();
    expect(await plan('2026-07-01')).toMatchObject(refused('toInstitutionId'));
    expect(
      await asked(
        `mutation { made: joinTeam(teamId: "team-${id}", practitionerId: "sent", start: "2026-07-01") { id } }`,
        dongpu,
      ),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await asked(
        `mutation { made: joinTeam(teamId: "team-${id}", practitionerId: "sent", start: "2026-07-01") { id } }`,
        lead,
      ),
    ).toMatchObject(refused('teamId'));
  });

  it('leaves no place to be trained at', async () => {
    id = teachingHospital;
    await merge('2026-07-01', 'people-hospital');
    const train = (start: string, end: string) =>
      asked(
        `mutation { made: startTraining(input: { traineeId: "of-merging-0", hostId: "${id}", mentorId: "mentor", start: "${start}", end: "${end}" }) { id } }`,
        lead,
      );
    expect(await train('2026-06-01', '2026-07-01')).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'hostId' },
    });
    expect((await train('2026-06-01', '2026-06-30')).code).toBeUndefined();
  });

  it('is owed no cover and no sessions from its day on', async () => {
    await merge('2026-07-01');
    const named = async (field: string) =>
      JSON.stringify(
        (await asked(`{ made: ${field} { institution { id } } }`, lead)).made,
      ).includes(`"${id}"`);
    const fields = [
      ...['postingCoverage(on: "2026-06-30")', 'postingCoverage(on: "2026-07-01")'],
      ...['missingSessions(month: "2026-06-01")', 'missingSessions(month: "2026-08-01")'],
    ];
    expect(await Promise.all(fields.map(named))).toEqual([true, false, true, false]);
  });

  it('gives what it had to whom it is a part of, and to who leads that', async () => {
    await merge('2026-05-15');
    const posting = (of: string) => ({ id: `${of}-${id}`, practitionerId: `of-${id}` });
    await harness.database.transaction((manager) =>
      manager.save(
        ['first', 'second'].map((of) =>
          Object.assign(new Posting(), posting(of), {
            ...{ kind: PostingKind.MULTI_SITE, start: '2026-01-01', plannedEnd: null, end: null },
            ...{ fromInstitutionId: id, toInstitutionId: 'township-shahe' },
            ...{ daysPresent: 0, titleAtStart: null },
          }),
        ),
      ),
    );
    const end = (of: string, viewer: Viewer) =>
      asked(`mutation { made: endPosting(id: "${of}-${id}", end: "2026-06-01") { id } }`, viewer);
    expect((await end('first', aViewer('PERSONNEL_MANAGER', 'township-shahe'))).code).toBe(
      'FORBIDDEN',
    );
    expect((await end('first', dongpu)).code).toBeUndefined();
    expect((await end('second', lead)).code).toBeUndefined();
  });

  it('moves its people’s visits and what is under it from its day on', async () => {
    id = visitingOf;
    await merge('2025-03-15');
    const paid = async (viewer: Viewer) =>
      JSON.stringify(
        (
          await asked(
            '{ made: outreachStatements(month: "2025-03") { lines { visit { startedAt } } } }',
            viewer,
          )
        ).made,
      ).match(/2025-03-\d\d/g);
    expect(await paid(dongpu)).toEqual(['2025-03-15']);
    expect(await paid(lead)).toEqual(['2025-03-14', '2025-03-15']);
    const guided = async (start: string, end: string) =>
      JSON.stringify(
        (
          await asked(
            `{ made: guidanceCompliance(period: { start: "${start}", end: "${end}" }) { institution { id } required done } }`,
            dongpu,
          )
        ).made,
      );
    expect(await guided('2026-01-05', '2026-01-11')).toContain(
      '{"institution":{"id":"village-of-it"},"required":1,"done":1}',
    );
  });
});
