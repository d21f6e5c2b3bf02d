import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aPractitioner } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { postingCounty } from '../testing/posting-county';
import { aStaffList, licensed } from '../testing/staff-desk';
import { risen, staffRoll } from '../testing/staff-roll';
import { StaffListLine } from './staff-list-line.entity';

const manager = aViewer('PERSONNEL_MANAGER');

describeOnBothDatabases('a list of staff that is enacted', (kind) => {
  let harness: SubgraphHarness;
  const roll = staffRoll(() => harness);
  beforeAll(async () => {
    const people = ['rises', 'moves', 'leaves', 'stays', 'back', 'learns'].map((id) =>
      aPractitioner({ id, titleSince: '2015-01-01' }),
    );
    harness = await startPersonnel(kind, [...postingCounty(), ...people]);
  });
  afterAll(() => harness?.stop());

  it('writes titles and employers into the history from their days', async () => {
    const move = { employer: 'people-hospital', employedSince: '2026-05-01' };
    await roll.enacted(
      { id: 'rises', ...risen },
      { id: 'moves', ...move, name: '张三', category: '公卫', specialty: '外科' },
      { id: 'leaves', leftOn: '2026-05-31' },
    );
    expect(await roll.stored('rises')).toMatchObject({
      person: { titleLevel: 'ASSOCIATE_SENIOR', titleCode: '232', titleSince: '2026-05-01' },
      titles: ['2015-01-01 INTERMEDIATE 233', '2026-05-01 ASSOCIATE_SENIOR 232'],
    });
    expect(await roll.stored('moves')).toMatchObject({
      person: { employerId: 'people-hospital', category: 'PUBLIC_HEALTH', specialty: '外科' },
      employments: [' county-hospital', '2026-05-01 people-hospital'],
    });
    expect(await roll.stored('leaves')).toMatchObject({
      person: { employerId: 'county-hospital', leftOn: '2026-05-31' },
      employments: [' county-hospital', '2026-06-01 null'],
    });
    expect(await roll.stored('stays')).toMatchObject({ titles: [], employments: [] });
  });

  it('takes in new people from their first day on, with their licences', async () => {
    const days = { titleSince: '2016-08-01', employedSince: '2010-09-01' };
    await roll.enacted(
      { id: 'new', ...days, ...licensed('120000001'), employer: 'people-hospital' },
      { id: 'gone', ...days, leftOn: '2026-04-30' },
    );
    const { employments, licences, person: row } = await roll.stored('new');
    expect(row).toMatchObject({
      ...{ name: '张三', category: 'PHYSICIAN', titleLevel: 'INTERMEDIATE', titleCode: '233' },
      ...{
        titleSince: '2016-08-01',
        specialty: '内科',
        employerId: 'people-hospital',
        leftOn: null,
      },
    });
    expect(employments).toEqual(['2010-09-01 people-hospital']);
    expect(licences).toMatchObject([
      { category: 'CLINICAL', scope: '内科专业', placeIds: ['people-hospital'], expiresOn: null },
    ]);
    const { data } = await harness.run(
      manager,
      '{ practitioner(id: "new") { licences { number } } }',
    );
    expect(data).toEqual({ practitioner: { licences: [{ number: '120000001' }] } });
    expect(await roll.stored('gone')).toMatchObject({
      person: { leftOn: '2026-04-30' },
      employments: ['2010-09-01 county-hospital', '2026-05-01 null'],
    });
  });

  it('keeps the department of each, which nobody takes along to another employer', async () => {
    const of = async (department: string) => {
      const { data } = await harness.run(
        manager,
        'query ($of: String) { institution(id: "county-hospital") { practitioners(department: $of) { nodes { id department } } } }',
        { of: department },
      );
      const found = data?.institution as Employees | undefined;
      return found?.practitioners.nodes.map((one) => `${one.id} ${one.department}`);
    };
    const there = { id: 'sits', department: '内分泌科' };
    await roll.enacted(there, { id: 'walks', department: '内分泌科' });
    expect(await of('内分泌科')).toEqual(['sits 内分泌科', 'walks 内分泌科']);
    await roll.enacted({ ...there, department: '急诊科' });
    expect(await of('急诊科')).toEqual(['sits 急诊科']);
    const move = { employer: 'people-hospital', employedSince: '2026-05-02' };
    await roll.enacted({ ...there, ...move }, { id: 'walks', ...move });
    expect((await roll.stored('sits')).person).toMatchObject({ department: '内分泌科' });
    expect((await roll.stored('walks')).person).toMatchObject({ department: null });
    const back =
      'mutation { recordEmployment(input: { practitionerId: "sits", employerId: "county-hospital", since: "2026-05-03" }) { department } }';
    expect(await harness.run(manager, back)).toMatchObject({
      data: { recordEmployment: { department: null } },
    });
  });

  it('lets people come back, and puts right what is stored as of the same day', async () => {
    await roll.enacted({
      id: 'back',
      leftOn: '2026-02-28',
      titleSince: '2015-01-01',
      titleLevel: '师级',
      titleCode: '234',
    });
    await roll.enacted({ id: 'back', employedSince: '2026-03-01', titleSince: '2015-01-01' });
    expect(await roll.stored('back')).toMatchObject({
      person: { leftOn: null, titleLevel: 'INTERMEDIATE' },
      titles: ['2015-01-01 INTERMEDIATE 233'],
      employments: [' county-hospital', '2026-03-01 county-hospital'],
    });
  });

  it('learns the days that were not known, and is then on record as it says', async () => {
    const line = {
      id: 'learns',
      ...{ titleSince: '2012-08-01', employedSince: '2010-09-01' },
      ...licensed('120000002', { licenceExpiresOn: '2030-06-30' }),
    };
    await roll.enacted(line);
    expect(await roll.stored('learns')).toMatchObject({
      ...{ person: { titleSince: '2012-08-01' }, titles: [] },
      ...{ employments: ['2010-09-01 county-hospital'], licences: [{ expiresOn: '2030-06-30' }] },
    });
    expect((await roll.draft(aStaffList(line))).list).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('is nothing where it cannot be stored to its end', async () => {
    const id = await roll.drafted({ id: 'zz-first' }, { id: 'zz-last' });
    await harness.database.transaction((one) =>
      one.query(
        'UPDATE `staff_list_line` SET `entry` = REPLACE(`entry`, ?, ?) WHERE `practitionerId` = ?',
        [...['"name":"张三"', '"name":null', 'zz-last']],
      ),
    );
    expect(await roll.enact(id)).toMatchObject({ list: null, code: 'INTERNAL' });
    expect((await roll.stored('zz-first')).person).toBeNull();
    expect(await harness.database.read.countBy(StaffListLine, { listId: id ?? '' })).toBe(2);
  });

  it('is none of other roles, and none that was not read', async () => {
    const id = await roll.drafted({ id: 'role' });
    for (const role of ['ADMIN', 'COMMUNITY_OFFICE'] as const)
      expect(await roll.enact(id, aViewer(role))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await roll.enact('none')).toMatchObject({ list: null, code: 'NOT_FOUND' });
  });
});

interface Employees {
  readonly practitioners: {
    readonly nodes: readonly { readonly id: string; readonly department: string | null }[];
  };
}
