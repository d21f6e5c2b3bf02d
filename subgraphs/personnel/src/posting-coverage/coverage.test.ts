import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Posting, PostingKind } from '../posting/posting.entity';
import { PractitionerCategory, TitleLevel } from '../practitioner/practitioner.entity';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { anAttending, postingCounty } from '../testing/posting-county';

const aPosting = (overrides: Partial<Posting> & Pick<Posting, 'id' | 'start'>) =>
  Object.assign(new Posting(), {
    ...{ practitionerId: 'attending', kind: PostingKind.TOWNSHIP_POSTING },
    ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
    ...{ plannedEnd: null, end: null, daysPresent: 0, titleAtStart: TitleLevel.INTERMEDIATE },
    ...overrides,
  });

/** What never covers: a nurse, a title too low at the start, a kind that takes nobody whole. */
const uncovering = [
  aPosting({ id: 'nurse', practitionerId: 'nurse', start: '2024-01-01' }),
  aPosting({ id: 'junior', titleAtStart: TitleLevel.JUNIOR, start: '2024-01-01' }),
  aPosting({ id: 'guest', kind: PostingKind.MULTI_SITE, start: '2024-01-01' }),
];

describeOnBothDatabases('coverage of townships', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...postingCounty(),
      anAttending('attending'),
      aPractitioner({ id: 'nurse', category: PractitionerCategory.NURSE }),
      ...uncovering,
      aPosting({ id: 'over-new-year', start: '2023-11-01', end: '2024-02-28' }),
      aPosting({ id: 'from-march', start: '2024-03-02', plannedEnd: '2024-12-30' }),
      // Began before titles were kept.
      aPosting({ id: 'open', start: '2025-01-02', titleAtStart: null }),
    ]);
  });
  afterAll(() => harness?.stop());

  const asked = async (on: string | null, viewer = aViewer('PERSONNEL_MANAGER')) => {
    const { data, errors } = await harness.run(
      viewer,
      'query ($on: Date) { postingCoverage(on: $on) { institution { id } covered uncoveredDaysThisYear postings { id } gaps { start end } } }',
      { on },
    );
    expect(errors).toBeUndefined();
    return data?.postingCoverage as Record<string, unknown>[];
  };
  const dongpu = async (on: string) => {
    const { covered, uncoveredDaysThisYear: days } = (await asked(on))[0] ?? {};
    return [covered, days];
  };

  it.each([
    ['2024-01-01', true, 0],
    ['2024-02-28', true, 0],
    ['2024-02-29', false, 1],
    ['2024-03-01', false, 2],
    ['2024-03-02', true, 2],
    ['2024-12-30', true, 2],
    ['2024-12-31', false, 3],
    ['2025-01-01', false, 1],
    ['2025-01-02', true, 1],
  ])('on %s: covered %s, %s days of the year not', async (on, covered, days) => {
    expect(await dongpu(on)).toEqual([covered, days]);
  });

  it('tells every posting of the day, who covers or not, and each gap', async () => {
    expect((await asked('2024-03-01'))[0]).toEqual({
      ...{ institution: { id: 'township-dongpu' }, covered: false, uncoveredDaysThisYear: 2 },
      postings: [{ id: 'guest' }, { id: 'junior' }, { id: 'nurse' }],
      gaps: [{ start: '2024-02-29', end: '2024-03-01' }],
    });
  });

  it('has a line for a township nobody was sent to', async () => {
    expect((await asked('2024-12-31'))[1]).toMatchObject({
      ...{ institution: { id: 'township-shahe' }, covered: false, uncoveredDaysThisYear: 366 },
    });
  });

  it('is of today where no day is named', async () => {
    expect((await asked(null))[0]).toMatchObject({ covered: true, uncoveredDaysThisYear: 0 });
  });

  it('shows a township its own, and who leads no tight community nothing of others', async () => {
    const of = (institutionId: string) => asked(null, aViewer('COMMUNITY_OFFICE', institutionId));
    expect(await of('township-shahe')).toMatchObject([{ institution: { id: 'township-shahe' } }]);
    expect(await of('city-hospital')).toEqual([]);
    expect(await of('county-hospital')).toHaveLength(2);
  });

  it('reads the postings of a year in one statement', async () => {
    harness.statements.length = 0;
    await asked('2024-12-31');
    expect(harness.statements.filter((text) => text.includes('`posting`'))).toHaveLength(1);
  });
});
