import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { InstitutionTier } from '../institution/institution.entity';
import { OutreachKind } from '../outreach/outreach-visit.entity';
import { aVisit, outreachCounty } from '../testing/outreach-county';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { Consortium, ConsortiumForm, ConsortiumMember, Integration } from './consortium.entity';

const member = (consortiumId: string, institutionId: string, joinedOn: string, lastDay?: string) =>
  Object.assign(new ConsortiumMember(), {
    ...{ consortiumId, institutionId, joinedOn, lastDay: lastDay ?? null },
  });
const clinic = { kind: OutreachKind.VILLAGE_VISIT, hostId: 'village-of-taken', minutes: 240 };
const township = InstitutionTier.TOWNSHIP_HEALTH_CENTER;

/** Of a township whose lead changed on 1 April 2026, and of one that was merged on 18 May. */
const county = () => [
  ...outreachCounty(),
  Object.assign(new Consortium(), {
    ...{ id: 'rival', name: 'rival', leadId: 'rival-hospital', integration: Integration.TIGHT },
    form: ConsortiumForm.COUNTY_COMMUNITY,
  }),
  anInstitution({ id: 'rival-hospital' }),
  // Right under the hospital that led it first, as townships are.
  anInstitution({ id: 'changing', tier: township, parentId: 'county-hospital' }),
  member('tight', 'changing', '2026-01-01', '2026-03-31'),
  member('rival', 'changing', '2026-04-01'),
  aVisit({ hostId: 'changing', day: '2026-01-10' }),
  // By who no longer leads, and by who does not lead yet: neither counts.
  aVisit({ hostId: 'changing', day: '2026-04-10' }),
  ...['2026-02-10', '2026-04-11', '2026-05-11'].map((day) =>
    aVisit({ hostId: 'changing', day, fromInstitutionId: 'rival-hospital' }),
  ),
  anInstitution({
    ...{ id: 'taken', tier: township },
    ...{ mergedIntoId: 'township-dongpu', mergedOn: '2026-05-18' },
  }),
  anInstitution({
    ...{ id: 'village-of-taken', parentId: 'taken', tier: InstitutionTier.VILLAGE_CLINIC },
  }),
  member('tight', 'village-of-taken', '2026-01-01'),
  ...['2026-05-11', '2026-05-18'].map((day) =>
    aVisit({ ...clinic, day, fromInstitutionId: 'township-dongpu' }),
  ),
];

describeOnBothDatabases('a township that is led by another', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, county());
  });
  afterAll(() => harness?.stop());

  const asked = async (institutionId: string, text: string) => {
    const viewer = aViewer('PERSONNEL_MANAGER', institutionId);
    const { data, errors } = await harness.run(viewer, `{ found: ${text} }`);
    expect(errors).toBeUndefined();
    return data?.found as Record<string, unknown>[];
  };
  const rounds = async (
    institutionId: string,
    period = 'start: "2026-01-01", end: "2026-05-31"',
  ) => {
    const found = await asked(
      institutionId,
      `guidanceCompliance(period: { ${period} }, institutionId: "changing") { kind required done met }`,
    );
    return found.find((one) => one.kind === OutreachKind.TEACHING_ROUND);
  };

  it('is owed guidance by each of both for her own days, and sees all of it', async () => {
    expect(await rounds('county-hospital')).toMatchObject({ required: 3, done: 1, met: false });
    expect(await rounds('rival-hospital')).toMatchObject({ required: 2, done: 2, met: true });
    expect(await rounds('changing')).toMatchObject({ required: 5, done: 3, met: false });
  });

  it('waits for who leads it on the day', async () => {
    const due = (of: string, on: string) =>
      asked(of, `guidanceDue(on: "${on}", by: "2026-04-30") { kind institution { id } }`);
    const of = { kind: OutreachKind.TEACHING_ROUND, institution: { id: 'changing' } };
    expect(await due('county-hospital', '2026-03-31')).toContainEqual(of);
    expect(await due('rival-hospital', '2026-04-10')).toContainEqual(of);
    expect(await due('rival-hospital', '2026-04-11')).not.toContainEqual(of);
    expect(JSON.stringify(await due('county-hospital', '2026-04-10'))).not.toContain('changing');
  });

  it('is without cover through who leads it since she does', async () => {
    const days = async (of: string, on: string) =>
      (
        await asked(of, `postingCoverage(on: "${on}") { institution { id } uncoveredDaysThisYear }`)
      ).find(({ institution }) => (institution as { id: string }).id === 'changing')
        ?.uncoveredDaysThisYear;
    expect(await days('county-hospital', '2026-03-31')).toBe(90);
    expect(await days('county-hospital', '2026-04-01')).toBeUndefined();
    expect(await days('rival-hospital', '2026-04-10')).toBe(10);
    expect(await days('changing', '2026-04-10')).toBe(100);
  });

  it('counts visits of who took the institution above over from that day', async () => {
    const found = await asked(
      'county-hospital',
      'guidanceCompliance(period: { start: "2026-05-11", end: "2026-05-24" }, institutionId: "village-of-taken") { required done shortfalls { start } }',
    );
    expect(found).toEqual([{ required: 2, done: 1, shortfalls: [{ start: '2026-05-11' }] }]);
  });
});
