import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ConsortiumMember } from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { calendarCounty, calendarDesk, managerOf } from '../testing/calendar-county';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending } from '../testing/posting-county';
import { CalendarEntry, Recurrence } from './calendar-entry.entity';

const week = `query ($id: ID, $week: Date) { made: whereabouts(institutionId: $id, week: $week) {
  start end institution { id name } postings { id } sessions { day entry { startsAt practitioner { id name } institution { id } } } } }`;
const missing =
  'query ($month: Date) { made: missingSessions(month: $month) { kind start end leastMinutes institution { id } } }';
type Lines = Record<string, unknown>[];

describeOnBothDatabases('who is where', (kind) => {
  let harness: SubgraphHarness;
  const desk = calendarDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, calendarCounty(3));
    const visit = { kind: 'VILLAGE_VISIT', toInstitutionId: 'village-1', recurrence: 'WEEKLY' };
    const from = { ...visit, practitionerId: 'of-dongpu', startsAt: '08:00', endsAt: '12:00' };
    await desk.plan({ practitionerId: 'person-0' });
    await desk.plan({ ...from, firstDay: '2026-06-11', lastDay: '2026-06-20' });
    // A minute less than half a day.
    const short = { ...from, practitionerId: 'person-1', endsAt: '11:59' };
    await desk.plan({ ...short, firstDay: '2026-06-01', lastDay: '2026-06-30' });
    const gone = await desk.plan({ ...from, practitionerId: 'person-2', firstDay: '2026-06-09' });
    await desk.cancel(gone.made?.id);
    const posting = { practitionerId: 'person-2', kind: 'TOWNSHIP_POSTING', start: '2026-01-01' };
    await desk.asked(
      'mutation ($input: PostingInput!) { made: startPosting(input: $input) { id } }',
      { input: { ...posting, toInstitutionId: 'township-dongpu' } },
    );
  });
  afterAll(() => harness?.stop());

  const lines = async (query: string, variables: object, viewer = aViewer('COMMUNITY_OFFICE')) => {
    const answer = await desk.asked(query, { ...variables }, viewer);
    expect(answer.code).toBeUndefined();
    return answer.made as unknown as Lines;
  };

  it('is told by township and village, by day, without what is cancelled', async () => {
    const found = await lines(week, { id: 'township-dongpu', week: '2026-06-14' });
    const session = (day: string, practitioner: string) =>
      expect.objectContaining({
        day,
        entry: expect.objectContaining({
          practitioner: expect.objectContaining({ id: practitioner }),
        }),
      });
    expect(found).toMatchObject([
      {
        ...{ institution: { id: 'township-dongpu' }, start: '2026-06-08', end: '2026-06-14' },
        ...{ postings: [{}], sessions: [session('2026-06-09', 'person-0')] },
      },
      {
        ...{ institution: { id: 'village-1' }, postings: [] },
        sessions: [session('2026-06-08', 'person-1'), session('2026-06-11', 'of-dongpu')],
      },
    ]);
  });

  it('is of this week where none is named, and of all the viewer’s institution leads', async () => {
    const found = await lines(week, {});
    expect(found.map(({ institution }) => (institution as { id: string }).id)).toEqual([
      ...['county-hospital', 'people-hospital', 'township-dongpu', 'township-shahe', 'village-1'],
    ]);
    expect(found[0]).toMatchObject({ start: '2026-06-01', end: '2026-06-07' });
  });

  it('is told a township of its own and its villages, and of no other', async () => {
    const own = managerOf('township-dongpu');
    expect(await lines(week, {}, own)).toHaveLength(2);
    const other = await desk.asked(week, { id: 'township-shahe' }, own);
    expect(other).toMatchObject({ code: 'FORBIDDEN', field: 'institutionId' });
  });

  it('lists what is missing of a month: clinics by month, long visits by week', async () => {
    const at = (id: string) => ({ institution: { id } });
    const visit = { kind: 'VILLAGE_VISIT', leastMinutes: 240, ...at('village-1') };
    expect(await lines(missing, { month: '2026-06-30' })).toEqual([
      {
        ...{ kind: 'CIRCUIT_CLINIC', leastMinutes: 120, ...at('township-shahe') },
        ...{ start: '2026-06-01', end: '2026-06-30' },
      },
      { ...visit, start: '2026-06-01', end: '2026-06-07' },
      { ...visit, start: '2026-06-22', end: '2026-06-28' },
      { ...visit, start: '2026-06-29', end: '2026-07-05' },
    ]);
  });

  it('asks as many statements for 200 townships as for two', async () => {
    const counted = async (query: string) => {
      harness.statements.length = 0;
      await lines(query, {});
      return harness.statements.length;
    };
    // Once before: the names of people and places are kept.
    for (const query of [week, missing]) await counted(query);
    const few = [await counted(week), await counted(missing)];
    const more = Array.from({ length: 200 }, (_, index) => `township-${index}`);
    const tier = InstitutionTier.TOWNSHIP_HEALTH_CENTER;
    const [stored] = await harness.database.read.find(CalendarEntry, { take: 1 });
    const session = { ...stored, firstDay: '2026-06-01', recurrence: Recurrence.WEEKLY };
    await harness.database.transaction((manager) =>
      manager.save(
        more.flatMap((id) => [
          anInstitution({ id, tier }),
          Object.assign(new ConsortiumMember(), { consortiumId: 'tight', institutionId: id }),
          anAttending(`at-${id}`),
          Object.assign(new CalendarEntry(), session, {
            ...{ id, practitionerId: `at-${id}`, toInstitutionId: id, cancelledAt: null },
          }),
        ]),
      ),
    );
    // People and places by one statement each, of whom no name was asked before.
    expect(await counted(week)).toBeLessThanOrEqual((few[0] ?? 0) + 2);
    await counted(missing);
    const many = [await counted(week), await counted(missing)];
    expect(many).toEqual(few);
  });
});
