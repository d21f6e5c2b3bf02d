import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { Practitioner } from '../practitioner/practitioner.entity';
import { startStaffCounty } from '../testing/staff-county';
import { aStaffList, licensed, type StaffRow, staffDesk } from '../testing/staff-desk';
import { StaffList } from './staff-list.entity';
import { StaffListLine } from './staff-list-line.entity';

describeOnBothDatabases('a line of a list of staff', (kind) => {
  let harness: SubgraphHarness;
  const desk = staffDesk(() => harness);
  beforeAll(async () => {
    harness = await startStaffCounty(kind);
  });
  afterAll(() => harness?.stop());

  const kept = async () => {
    const { read } = harness.database;
    return [
      ...[await read.count(StaffList), await read.count(StaffListLine)],
      await read.find(Practitioner, { order: { id: 'ASC' } }),
    ];
  };

  it.each<[string, StaffRow, string]>([
    [
      'a title that changes without its day',
      { titleLevel: '副高', titleCode: '' },
      '任职日期: a title that changes needs its first day',
    ],
    [
      'a title before the one on record',
      { id: 'risen', name: '钱七', titleSince: '2019-12-31' },
      '任职日期: must not be before 2020-01-01, the last one',
    ],
    [
      'a title on record since another day',
      { id: 'risen', name: '钱七', titleLevel: '副高', titleCode: '232', titleSince: '2020-01-02' },
      '任职日期: the title is held since 2020-01-01: it is on record',
    ],
    [
      'a move without its day',
      { employer: 'people-hospital' },
      '到岗日期: who moves or comes back needs her first day',
    ],
    [
      'a return without its day',
      { id: 'left', name: '孙八' },
      '到岗日期: who moves or comes back needs her first day',
    ],
    [
      'a return before she left',
      { id: 'left', name: '孙八', employedSince: '2026-02-28' },
      '到岗日期: must not be before 2026-03-01, when the last one began',
    ],
    [
      'another last day than on record',
      { id: 'left', name: '孙八', leftOn: '2026-02-27' },
      '离职日期: 2026-02-28 is on record already',
    ],
    [
      'others’ people',
      { id: 'of-city', name: '周九', employedSince: '2026-05-01' },
      '工号: is a person whose employer is not managed here',
    ],
    [
      'a number given anew',
      { id: 'left', name: '郑新', employedSince: '2026-05-01' },
      '工号: is the number of a person of another name, who left',
    ],
    [
      'a number that two institutions gave',
      { name: '他人', employer: 'people-hospital', employedSince: '2026-05-01' },
      '工号: is a person of another name at another institution',
    ],
    ['another’s licence', licensed('110000001'), '执业证号: is registered otherwise: check it'],
    [
      'a licence on record otherwise',
      { id: 'unnamed', name: '吴十', ...licensed('110000001') },
      '执业证号: is registered otherwise: check it',
    ],
  ])(
    'is named where it does not fit what is on record, and nothing is kept: %s',
    async (_what, row, fault) => {
      const before = await kept();
      const answer = await desk.draft(aStaffList({ id: 'other' }, row));
      expect(answer).toMatchObject({ list: null, faults: [`3 ${fault}`], faultCount: 1 });
      expect(await kept()).toEqual(before);
    },
  );

  it('is named with every other bad one, and a licence of two people', async () => {
    const { faults } = await desk.draft(
      aStaffList(
        { id: 'A', ...licensed('110000008') },
        { id: 'B', ...licensed('110000008') },
        { id: 'C', employer: 'x' },
      ),
    );
    expect(faults).toEqual(['4 单位: is none whose people are managed here']);
    const late = await desk.draft(
      aStaffList(
        { id: 'A', ...licensed('110000008') },
        { id: 'B', ...licensed('110000008') },
        { id: 'of-city' },
      ),
    );
    expect(late.faults).toEqual([
      '3 执业证号: stands on line 2 already',
      '4 工号: is a person whose employer is not managed here',
    ]);
  });

  it('leaves what it does not say as it is', async () => {
    const list = '工号,姓名,类别,职称,单位\npractitioner-1,张三,医师,中级,county-hospital';
    expect((await desk.draft(list)).list).toMatchObject({ unchanged: 1 });
    const learnt = aStaffList({ titleSince: '2012-08-01', employedSince: '2010-09-01' });
    const { list: draft } = await desk.draft(learnt);
    expect(await desk.differences(draft?.id)).toEqual([
      'CHANGED practitioner-1 2 titleSince::2012-08-01 employedSince::2010-09-01',
    ]);
    const known = { id: 'left', name: '孙八', leftOn: '2026-02-28', employedSince: '2010-09-01' };
    expect((await desk.draft(aStaffList(known))).list).toMatchObject({ unchanged: 1 });
    const own = { ...licensed('110000001'), licenceCategory: '', licenceScope: '' };
    const held = aStaffList({ id: 'unnamed', name: '吴十', ...own });
    expect((await desk.draft(held)).list).toMatchObject({ unchanged: 1 });
  });
});
