import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { BodyKind, BodyRole, BodySeat } from '../body/body-seat.entity';
import { Posting, PostingKind } from '../posting/posting.entity';
import { calendarCounty } from '../testing/calendar-county';
import { startPersonnel } from '../testing/personnel.harness';
import { PractitionerEmployment } from './practitioner-history.entity';

const days = { start: '2026-01-01', end: null };
const rows = [
  Object.assign(new BodySeat(), {
    ...{ id: 'seat', consortiumId: 'tight', body: BodyKind.OFFICE, role: BodyRole.DIRECTOR },
    ...{ practitionerId: 'person-0', termEnd: null, goals: null, appointedBy: null, ...days },
  }),
  ...[0, 1, 2].map((at) =>
    Object.assign(new Posting(), {
      ...{ id: `expert-${at}`, practitionerId: `person-${at}`, kind: PostingKind.TEAM_ASSISTANCE },
      ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'people-hospital' },
      ...{ plannedEnd: null, daysPresent: 0, titleAtStart: null, ...days },
    }),
  ),
  Object.assign(new PractitionerEmployment(), {
    ...{ practitionerId: 'person-0', employerId: null, since: '2026-05-01' },
  }),
];

describeOnBothDatabases('a seat of who has left', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [...calendarCounty(3), ...rows]);
  });
  afterAll(() => harness?.stop());

  const asked = async (text: string) => {
    const { data, errors } = await harness.run(aViewer('COMMUNITY_OFFICE'), `{ found: ${text} }`);
    expect(errors).toBeUndefined();
    return data?.found as Record<string, unknown>[];
  };

  it('is shown in its body, and fills nothing there', async () => {
    const lacks = async (on: string) => {
      const found = await asked(`consortia { id bodies(on: "${on}") { seats { id } lacks } }`);
      return found.find(({ id }) => id === 'tight')?.bodies;
    };
    const seats = [{ id: 'seat' }];
    expect(await lacks('2026-04-30')).toEqual([{ seats, lacks: [] }]);
    expect(await lacks('2026-05-01')).toEqual([{ seats, lacks: ['NO_HEAD'] }]);
  });

  it('is missing from a team of experts', async () => {
    const missing = async (on: string) =>
      (await asked(`teamAssistance(on: "${on}") { missing experts { id } }`)).map((one) => [
        one.missing,
        (one.experts as object[]).length,
      ]);
    expect(await missing('2026-04-30')).toEqual([[0, 3]]);
    expect(await missing('2026-05-01')).toEqual([[1, 2]]);
  });
});
