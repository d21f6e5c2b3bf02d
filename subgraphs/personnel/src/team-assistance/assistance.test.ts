import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Posting, PostingKind } from '../posting/posting.entity';
import { PractitionerCategory, TitleLevel } from '../practitioner/practitioner.entity';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { postingCounty } from '../testing/posting-county';

const { NURSE, PHARMACIST, PHYSICIAN } = PractitionerCategory;
const expert = (id: string, category: PractitionerCategory) =>
  aPractitioner({ id, category, employerId: 'city-hospital', titleLevel: TitleLevel.SENIOR });
let serial = 0;
const sent = (practitionerId: string, start: string, overrides: Partial<Posting> = {}) =>
  Object.assign(new Posting(), {
    ...{ id: `posting-${serial++}`, practitionerId, kind: PostingKind.TEAM_ASSISTANCE, start },
    ...{ fromInstitutionId: 'city-hospital', toInstitutionId: 'people-hospital' },
    ...{ plannedEnd: '2026-12-31', end: null, daysPresent: 0, titleAtStart: null, ...overrides },
  });

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a team that assists an institution', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [
      ...postingCounty(),
      ...[expert('one', PHYSICIAN), expert('two', NURSE), expert('three', PHARMACIST)],
      aPractitioner({ id: 'own', employerId: 'county-hospital' }),
      ...[sent('one', '2026-01-01'), sent('two', '2026-02-01', { end: '2026-05-31' })],
      sent('three', '2026-03-01'),
      // Of another kind, and another team at the same place.
      sent('three', '2026-01-01', { kind: PostingKind.MULTI_SITE }),
      sent('own', '2026-04-01', { fromInstitutionId: 'county-hospital' }),
    ]);
  });
  afterAll(() => harness?.stop());

  const asked = async (on: string | null, viewer = aViewer('PERSONNEL_MANAGER')) => {
    const { data, errors } = await harness.run(
      viewer,
      'query ($on: Date) { teamAssistance(on: $on) { institution { id } from { id } experts { practitioner { id } } fields missing } }',
      { on },
    );
    const teams = data?.teamAssistance as
      | {
          institution: { id: string };
          from: { id: string };
          experts: { practitioner: { id: string } }[];
          fields: string[];
          missing: number;
        }[]
      | null;
    const found = teams?.map(({ experts, fields, from, institution, missing }) => [
      ...[`${from.id} at ${institution.id}`, experts.map(({ practitioner }) => practitioner.id)],
      ...[fields.join(' '), missing],
    ]);
    return { found, code: errors?.[0]?.extensions?.code };
  };
  const fromCity = 'city-hospital at people-hospital';

  it.each([
    ['2025-12-31', []],
    ['2026-01-01', [[fromCity, ['one'], 'PHYSICIAN', 2]]],
    ['2026-02-28', [[fromCity, ['one', 'two'], 'PHYSICIAN NURSE', 1]]],
    ['2026-03-01', [[fromCity, ['one', 'two', 'three'], 'PHYSICIAN PHARMACIST NURSE', 0]]],
    ['2027-01-01', []],
  ])('has on %s: %j', async (on, teams) => {
    expect((await asked(on)).found).toEqual(teams);
  });

  it('stands by its sender, today', async () => {
    expect((await asked(null)).found).toEqual([
      [fromCity, ['one', 'three'], 'PHYSICIAN PHARMACIST', 1],
      ['county-hospital at people-hospital', ['own'], 'PHYSICIAN', 2],
    ]);
  });

  it('is shown to its host and who leads it', async () => {
    const day = '2026-03-01';
    const { found } = await asked(day, aViewer('COMMUNITY_OFFICE', 'people-hospital'));
    expect(found).toHaveLength(1);
    for (const other of ['township-dongpu', 'city-hospital'])
      expect((await asked(day, aViewer('PERSONNEL_MANAGER', other))).found).toEqual([]);
    expect((await asked(day, aViewer('CLINICIAN'))).code).toBe('FORBIDDEN');
  });

  it('costs one statement on postings, however many there are', async () => {
    const statements = async (on: string) => {
      harness.statements.length = 0;
      await asked(on);
      return harness.statements.filter((text) => text.includes('`posting`')).length;
    };
    expect([await statements('2026-05-01'), await statements('2025-01-01')]).toEqual([1, 1]);
  });
});
