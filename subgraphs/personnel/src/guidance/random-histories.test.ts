import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { groupBy } from '@lianyi/shared/collections/group-by';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import fc from 'fast-check';
import { OutreachKind, type OutreachVisit } from '../outreach/outreach-visit.entity';
import { guidedCounty } from '../testing/guided-county';
import { aVisit } from '../testing/outreach-county';
import { startPersonnel } from '../testing/personnel.harness';

const { TEACHING_ROUND, CONSULTATION, PRESCRIPTION_REVIEW, VILLAGE_VISIT } = OutreachKind;
const hosts = ['township-dongpu', 'township-shahe', 'village-dongpu-1'];
/** Around two turns of the year, and past the leap day of 2028. */
const day = fc.integer({ min: 0, max: 900 }).map((days) => laterDay('2026-07-01', days));

/** At any time of the Shanghai day: much of it is another day in UTC. */
const history = fc.array(
  fc.record({
    ...{ day, minute: fc.integer({ min: 0, max: 1439 }), hostId: fc.constantFrom(...hosts) },
    kind: fc.constantFrom(TEACHING_ROUND, CONSULTATION, PRESCRIPTION_REVIEW, VILLAGE_VISIT),
    fromInstitutionId: fc.constantFrom('county-hospital', 'people-hospital', 'township-dongpu'),
    minutes: fc.constantFrom(239, 240),
    count: fc.constantFrom(1, 2, 99, 100),
    confirmedById: fc.constantFrom('host-1', null),
  }),
  { minLength: 1500, maxLength: 1500 },
);
const [drawn = []] = fc.sample(history, { numRuns: 1, seed: 20_261_128 });
const visits = drawn.map(({ minute, ...visit }, index) => {
  const startedAt = new Date(Date.parse(`${visit.day}T00:00:00+08:00`) + minute * 60_000);
  const endedAt = new Date(startedAt.getTime() + visit.minutes * 60_000);
  return aVisit({ ...visit, id: `random-${index}`, startedAt, endedAt });
});

/** What the file says of the four kinds, by hand: who owes it, and which visits count. */
const counted = (visit: OutreachVisit): number => {
  const village = visit.hostId === 'village-dongpu-1';
  const owing = village ? 'township-dongpu' : 'county-hospital';
  if (visit.confirmedById === null || visit.fromInstitutionId !== owing) return 0;
  if (village) return visit.kind === VILLAGE_VISIT && visit.minutes === 240 ? 1 : 0;
  if (visit.kind === CONSULTATION) return visit.count;
  if (visit.kind === PRESCRIPTION_REVIEW) return visit.count >= 100 ? 1 : 0;
  return visit.kind === TEACHING_ROUND ? 1 : 0;
};

describeOnBothDatabases('compliance with guidance of a random history', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, [...guidedCounty(), ...visits]);
  });
  afterAll(() => harness?.stop());

  it('has done what a walk through the log day by day counts, in any period', async () => {
    const periods = fc.sample(fc.tuple(day, fc.nat(400)), { numRuns: 25, seed: 20_261_128 });
    let all = 0;
    for (const [start, length] of periods) {
      const end = laterDay(start, length);
      const { data, errors } = await harness.run(
        aViewer('PERSONNEL_MANAGER'),
        'query ($period: PeriodInput!) { guidanceCompliance(period: $period) { institution { id } kind done } }',
        { period: { start, end } },
      );
      expect(errors).toBeUndefined();
      const rows = data?.guidanceCompliance as Row[];
      for (const { institution, kind: of, done } of rows) {
        let expected = 0;
        for (let on = start; on <= end; on = laterDay(on, 1))
          for (const visit of byDay.get(on) ?? [])
            if (visit.hostId === institution.id && visit.kind === of) expected += counted(visit);
        expect([start, end, institution.id, of, done]).toEqual([
          ...[start, end, institution.id, of, expected],
        ]);
      }
      all += rows.reduce((sum, { done }) => sum + done, 0);
    }
    expect(all).toBeGreaterThan(1000);
  });
});

interface Row {
  readonly institution: { readonly id: string };
  readonly kind: string;
  readonly done: number;
}
const byDay = groupBy(visits, (visit) => visit.day);
