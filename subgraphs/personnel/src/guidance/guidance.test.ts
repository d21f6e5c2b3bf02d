import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { OutreachKind } from '../outreach/outreach-visit.entity';
import { guidedCounty } from '../testing/guided-county';
import { startPersonnel } from '../testing/personnel.harness';

const lead = aViewer('PERSONNEL_MANAGER');
const township = aViewer('PERSONNEL_MANAGER', 'township-dongpu');

/** The clock stands at noon of 1 June 2026, a Monday. */
describeOnBothDatabases('compliance with guidance', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel(kind, guidedCounty());
  });
  afterAll(() => harness?.stop());

  const asked = async (field: string, viewer: Viewer = lead) => {
    const { data, errors } = await harness.run(viewer, `{ found: ${field} }`);
    const { code, field: named } = errors?.[0]?.extensions ?? {};
    return { found: data?.found as Record<string, unknown>[] | undefined, code, field: named };
  };
  const within = (start: string, end: string) =>
    `guidanceCompliance(period: { start: "${start}", end: "${end}" })`;
  const fields =
    '{ institution { id } kind required done met shortfalls { start end required done } }';
  const of = async (period: string, institutionId: string, what: OutreachKind) =>
    (await asked(`${period} ${fields}`)).found?.find(
      (one) => (one.institution as { id: string }).id === institutionId && one.kind === what,
    );

  it('asks for each month, and makes up for none by another', async () => {
    const found = await of(
      ...([
        within('2026-01-01', '2026-04-30'),
        'township-dongpu',
        OutreachKind.TEACHING_ROUND,
      ] as const),
    );
    expect(found).toMatchObject({
      ...{ required: 4, done: 4, met: false },
      shortfalls: [{ start: '2026-03-01', end: '2026-03-31', required: 1, done: 0 }],
    });
  });

  it.each([
    ['2026-01-01', '2026-02-28', 2, 3, true],
    ['2026-01-01', '2026-01-30', 0, 0, true],
    ['2026-01-01', '2026-01-31', 1, 1, true],
  ])('counts whole months alone: from %s to %s', async (start, end, required, done, met) => {
    const found = await of(within(start, end), 'township-dongpu', OutreachKind.TEACHING_ROUND);
    expect(found).toMatchObject({ required, done, met });
  });

  it('counts a review of enough sheets, and consultations by their number', async () => {
    const year = within('2026-01-01', '2026-12-31');
    expect(await of(year, 'township-dongpu', OutreachKind.PRESCRIPTION_REVIEW)).toMatchObject({
      ...{ required: 2, done: 1, met: false },
      shortfalls: [{ start: '2026-07-01', end: '2026-12-31', required: 1, done: 0 }],
    });
    expect(await of(year, 'township-dongpu', OutreachKind.CONSULTATION)).toMatchObject({
      ...{ required: 2, done: 2, met: true },
    });
  });

  it('begins with the day a member joined', async () => {
    const round = OutreachKind.TEACHING_ROUND;
    expect(await of(within('2026-04-01', '2026-05-31'), 'township-shahe', round)).toMatchObject({
      ...{ required: 1, done: 1, met: true },
    });
    expect(await of(within('2026-01-01', '2026-12-31'), 'township-shahe', round)).toMatchObject({
      ...{ required: 8, done: 1 },
    });
    expect(await of(within('2026-01-01', '2026-04-15'), 'township-shahe', round)).toBeUndefined();
  });

  it('ends with the last day of a member that left', async () => {
    const round = OutreachKind.TEACHING_ROUND;
    expect(await of(within('2026-01-01', '2026-12-31'), 'township-left', round)).toMatchObject({
      ...{ required: 2, done: 0 },
    });
    expect(await of(within('2026-03-16', '2026-12-31'), 'township-left', round)).toBeUndefined();
    const due = async (on: string) =>
      JSON.stringify((await asked(`guidanceDue(on: "${on}") { institution { id } }`)).found);
    expect(await due('2026-02-15')).toContain('township-left');
    expect(await due('2026-03-16')).not.toContain('township-left');
  });

  it('asks a township for half a day a week at its village clinics', async () => {
    const weeks = within('2026-05-18', '2026-05-31');
    expect(await of(weeks, 'village-dongpu-1', OutreachKind.VILLAGE_VISIT)).toMatchObject({
      ...{ required: 2, done: 1 },
      shortfalls: [{ start: '2026-05-18', end: '2026-05-24', required: 1, done: 0 }],
    });
    expect(await of(weeks, 'village-dongpu-1', OutreachKind.TEACHING_ROUND)).toBeUndefined();
  });

  it('shows an institution itself and those under it, a leading one all', async () => {
    const hosts = async (viewer: Viewer) =>
      new Set(
        (await asked(`${within('2026-05-01', '2026-05-31')} ${fields}`, viewer)).found?.map(
          ({ institution }) => (institution as { id: string }).id,
        ),
      );
    const [dongpu, shahe, clinic] = ['township-dongpu', 'township-shahe', 'village-dongpu-1'];
    expect(await hosts(lead)).toEqual(new Set([dongpu, shahe, clinic]));
    expect(await hosts(aViewer('COMMUNITY_OFFICE'))).toEqual(new Set([dongpu, shahe, clinic]));
    expect(await hosts(township)).toEqual(new Set([dongpu, clinic]));
    expect(await hosts(aViewer('PERSONNEL_MANAGER', 'city-hospital'))).toEqual(new Set());
  });

  it.each(['township-shahe', 'nowhere', 'county-hospital'])('refuses a township %s', async (id) => {
    for (const field of ['guidanceDue', 'guidanceCompliance'])
      expect(
        await asked(
          `${field}(institutionId: "${id}" ${field === 'guidanceDue' ? '' : 'period: { start: "2026-01-01", end: "2026-01-31" }'}) { kind }`,
          township,
        ),
      ).toMatchObject({ code: 'FORBIDDEN', field: 'institutionId' });
  });

  it.each([
    ['that ends before it begins', '2026-05-02', '2026-05-01'],
    ['of more than two years', '2024-01-01', '2026-01-01'],
  ])('refuses a period %s', async (_, start, end) => {
    expect(await asked(`${within(start, end)} { kind }`)).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'period' },
    });
  });

  it('reads the log of all hosts in one statement', async () => {
    for (const field of [within('2026-01-01', '2026-12-31'), 'guidanceDue']) {
      harness.statements.length = 0;
      await asked(`${field} { kind institution { name } }`);
      expect(harness.statements.filter((text) => text.includes('`outreach_visit`'))).toHaveLength(
        1,
      );
      expect(harness.statements.length).toBeLessThan(10);
    }
  });
});
