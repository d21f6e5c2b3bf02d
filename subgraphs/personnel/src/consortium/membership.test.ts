import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { noonOf } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { InstitutionTier } from '../institution/institution.entity';
import { codesOf, officeDesk } from '../testing/office-desk';
import { aVisit } from '../testing/outreach-county';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { postingCounty } from '../testing/posting-county';
import { Consortium, ConsortiumForm, Integration } from './consortium.entity';

const tier = InstitutionTier.TOWNSHIP_HEALTH_CENTER;
const newcomers = Array.from({ length: 12 }, (_, at) => `newcomer-${at}`);
const rival = Object.assign(new Consortium(), {
  ...{ id: 'rival', name: 'rival', leadId: 'people-hospital' },
  ...{ form: ConsortiumForm.COUNTY_COMMUNITY, integration: Integration.TIGHT },
});
const visiting = 'visiting';
const visits = ['09', '10', '20', '21'].map((day) =>
  aVisit({ day: `2025-03-${day}`, fromInstitutionId: visiting }),
);
const rivals = aViewer('COMMUNITY_OFFICE', 'people-hospital');

describeOnBothDatabases('a membership in a consortium', (kind) => {
  let harness: SubgraphHarness;
  let now = noonOf('2026-06-01');
  let [id, used] = ['', 0];
  beforeAll(async () => {
    const rows = [...newcomers, visiting].map((one) => anInstitution({ id: one, tier }));
    harness = await startPersonnel(
      kind,
      [...postingCounty(), rival, ...rows, ...visits],
      () => now,
    );
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    now = noonOf('2026-06-01');
    id = newcomers[used++] ?? '';
  });

  const { asked, join, leave } = officeDesk(() => harness);
  const isIn = async (on: string | null) => {
    const day = on === null ? '' : `(on: "${on}")`;
    const { made } = await asked(`{ made: consortia { id members${day} { id } } }`);
    const tight = (made as Listed[]).find((one) => one.id === 'tight');
    return tight?.members.some((one) => one.id === id);
  };
  const consortiaOf = async (day: string) =>
    (await asked(`{ made: institution(id: "${id}") { consortia(on: "${day}") { id } } }`)).made;

  it('lasts from its first to its last day, and is there again from when it is taken up again', async () => {
    await join(id, '2026-02-01');
    await leave(id, '2026-03-31');
    await join(id, '2026-05-01');
    const had: unknown[] = [];
    for (const day of ['2026-01-31', '2026-02-01', '2026-03-31', '2026-04-01', '2026-05-01', null])
      had.push(await isIn(day));
    expect(had).toEqual([false, true, true, false, true, true]);
    expect(await consortiaOf('2026-03-31')).toEqual({ consortia: [{ id: 'tight' }] });
    expect(await consortiaOf('2026-04-01')).toEqual({ consortia: [] });
  });

  it('begins and ends with the days that were told before, without anybody telling it then', async () => {
    await join(id, '2026-06-02');
    await leave(id, '2026-06-03');
    const had: unknown[] = [];
    for (const day of ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04']) {
      now = noonOf(day);
      had.push(await isIn(null));
    }
    expect(had).toEqual([false, true, true, false]);
  });

  it('keeps its history, to the first day that is known', async () => {
    await join(id, '2026-02-01');
    await leave(id, '2026-03-31');
    const { made } = await asked(
      '{ made: consortia { memberships { institution { id } joinedOn lastDay } } }',
    );
    const found = (made as Listed[]).flatMap(({ memberships }) => memberships);
    const institution = (of: string) => ({ institution: { id: of } });
    expect(found).toContainEqual({
      ...institution(id),
      ...{ joinedOn: '2026-02-01', lastDay: '2026-03-31' },
    });
    expect(found).toContainEqual({
      ...institution('township-dongpu'),
      ...{ joinedOn: null, lastDay: null },
    });
  });

  it('gives who leads the people of its days alone', async () => {
    await join(id, '2026-02-01');
    await leave(id, '2026-03-31');
    const covered = async (day: string) => {
      const { made } = await asked(
        `{ made: postingCoverage(on: "${day}") { institution { id } uncoveredDaysThisYear } }`,
        aViewer('PERSONNEL_MANAGER'),
      );
      const lines = made as { institution: { id: string }; uncoveredDaysThisYear: number }[];
      return lines.find(({ institution }) => institution.id === id)?.uncoveredDaysThisYear;
    };
    const days = ['2026-01-31', '2026-02-01', '2026-03-31', '2026-04-01'];
    expect(await Promise.all(days.map(covered))).toEqual([undefined, 1, 59, undefined]);
  });

  it('pays the visits of its days alone through who leads', async () => {
    await join(visiting, '2025-03-10');
    await leave(visiting, '2025-03-20');
    const { made } = await asked(
      '{ made: outreachStatements(month: "2025-03") { lines { visit { day: startedAt } } } }',
      aViewer('PERSONNEL_MANAGER'),
    );
    expect(JSON.stringify(made).match(/2025-03-\d\d/g)).toEqual(['2025-03-10', '2025-03-20']);
  });

  it('told again changes nothing, and takes no day twice', async () => {
    for (let again = 0; again < 2; again += 1)
      expect((await join(id, '2026-05-01')).code).toBeUndefined();
    expect(await join(id, '2026-06-01')).toMatchObject({ code: 'CONFLICT', field: 'from' });
    for (let again = 0; again < 2; again += 1)
      expect((await leave(id, '2026-05-31')).code).toBeUndefined();
    expect(await leave(id, '2026-06-30')).toMatchObject({ code: 'CONFLICT', field: 'lastDay' });
    expect((await join(id, '2026-05-31')).code).toBe('CONFLICT');
    expect((await join(id, '2026-06-01')).code).toBeUndefined();
  });

  it('is refused to whom is none, and left by none who leads or was not there', async () => {
    expect((await join('nobody', '2026-05-01')).code).toBe('NOT_FOUND');
    expect(await leave('county-hospital', '2026-06-30')).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'institutionId' },
    });
    expect((await leave(id, '2026-06-30')).code).toBe('CONFLICT');
    await join(id, '2026-05-01');
    expect(await leave(id, '2026-04-30')).toMatchObject({ field: 'lastDay' });
  });

  it('is in one tight consortium at a time, and in loose ones besides', async () => {
    await join(id, '2026-05-01');
    expect(await join(id, '2026-05-20', 'rival', rivals)).toMatchObject({
      ...{ code: 'CONFLICT', field: 'institutionId' },
    });
    const loose = aViewer('COMMUNITY_OFFICE', 'city-hospital');
    expect((await join(id, '2026-05-01', 'loose', loose)).code).toBeUndefined();
    await leave(id, '2026-05-31');
    expect((await join(id, '2026-06-01', 'rival', rivals)).code).toBeUndefined();
  });

  it('is given by the office of who leads alone', async () => {
    await join(id, '2026-05-01');
    for (const viewer of [rivals, aViewer('PERSONNEL_MANAGER'), aViewer('ADMIN')]) {
      expect((await join('newcomer-0', '2027-01-01', 'tight', viewer)).code).toBe('FORBIDDEN');
      expect((await leave(id, '2026-06-30', 'tight', viewer)).code).toBe('FORBIDDEN');
    }
    expect((await join(id, '2026-06-01', 'none')).code).toBe('FORBIDDEN');
  });

  it('is begun once, and ended once, by two at once', async () => {
    const days = ['2026-05-01', '2026-05-02'];
    expect(codesOf(await Promise.all(days.map((day) => join(id, day))))).toEqual([
      ...['CONFLICT', 'done'],
    ]);
    const ends = await Promise.all(['2026-06-10', '2026-06-11'].map((day) => leave(id, day)));
    expect(codesOf(ends)).toEqual(['CONFLICT', 'done']);
  });

  it('is given by one of two tight consortia at once', async () => {
    const both = [join(id, '2026-05-01'), join(id, '2026-05-01', 'rival', rivals)];
    expect(codesOf(await Promise.all(both))).toEqual(['CONFLICT', 'done']);
  });

  it('is told when it begins and ends, once each', async () => {
    for (let again = 0; again < 2; again += 1) {
      await join(id, '2026-05-01');
      if (again === 0) continue;
      for (let twice = 0; twice < 2; twice += 1) await leave(id, '2026-05-31');
    }
    const told = await harness.database.read.find(OutboxEvent);
    const payload = { consortiumId: 'tight', what: 'MEMBERS', institutionId: id };
    expect(told.filter(({ payload: of }) => JSON.stringify(of).includes(`"${id}"`))).toMatchObject([
      { type: 'personnel.consortium.changed', orderKey: 'county-hospital', payload },
      { type: 'personnel.consortium.changed', orderKey: 'county-hospital', payload },
    ]);
  });
});

interface Listed {
  readonly id: string;
  readonly members: readonly { readonly id: string }[];
  readonly memberships: readonly object[];
}
