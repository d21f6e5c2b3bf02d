import { describe, expect, it } from '@jest/globals';
import { aStaffList, licensed, type StaffRow } from '../testing/staff-desk';
import { readStaff, staffListRules } from '../testing/staff-reader';

describe('a bad line', () => {
  it.each<[string, StaffRow, string]>([
    ['no number', { id: '' }, '2 工号: must not be empty.'],
    [
      'a number of signs',
      { id: 'P/1' },
      '2 工号: must be letters and digits, and no identity or phone number',
    ],
    [
      'a phone as number',
      { id: '13900000000' },
      '2 工号: must be letters and digits, and no identity or phone number',
    ],
    ['no name', { name: ' ' }, '2 姓名: must not be empty.'],
    ['a long name', { name: '名'.repeat(61) }, '2 姓名: must not be longer than 60 characters.'],
    ['no category', { category: '' }, '2 类别: must not be empty.'],
    ['no title', { titleLevel: '' }, '2 职称: must not be empty.'],
    [
      'an unknown title',
      { titleLevel: '大师' },
      '2 职称: must be one of SENIOR, ASSOCIATE_SENIOR, INTERMEDIATE, JUNIOR, ASSISTANT, NONE, or a word for it',
    ],
    [
      'a code of another title',
      { titleCode: '232' },
      '2 职称代码: is none of INTERMEDIATE in GB/T 8561',
    ],
    ['a title of tomorrow', { titleSince: '2026-06-02' }, '2 任职日期: must not lie in the future'],
    [
      'no day',
      { titleSince: '2026-02-30' },
      '2 任职日期: must be a calendar day such as 2026-03-01',
    ],
    [
      'an unknown place',
      { employer: 'city-hospital' },
      '2 单位: is none whose people are managed here',
    ],
    [
      'a code of two places',
      { employer: '12341799MB00000009' },
      '2 单位: is the code of several institutions: name the id',
    ],
    [
      'a first day to come',
      { employedSince: '2026-06-02' },
      '2 到岗日期: lies in the future: tell it when it has come',
    ],
    [
      'a last day that is not over',
      { leftOn: '2026-06-01' },
      '2 离职日期: must be over: tell it when it is',
    ],
    [
      'a last day before the first',
      { employedSince: '2026-05-02', leftOn: '2026-05-01' },
      '2 离职日期: must not be before the first day',
    ],
    [
      'a licence without number',
      licensed(''),
      '2 执业证号: must not be empty where a licence is told',
    ],
    [
      'a licence without kind',
      licensed('110123456', { licenceKind: '' }),
      '2 执业证种类: must not be empty where a licence is told',
    ],
    [
      'a licence without its day',
      licensed('110123456', { licenceIssuedOn: '' }),
      '2 发证日期: must not be empty where a licence is told',
    ],
    [
      'a licence of signs',
      licensed('1101-23456'),
      '2 执业证号: must be 6 to 30 digits and capital letters.',
    ],
    [
      'a licence of another trade',
      licensed('110123456', { licenceKind: '护士' }),
      '2 执业证种类: is none of a PHYSICIAN',
    ],
    [
      'a licence of tomorrow',
      licensed('110123456', { licenceIssuedOn: '2026-06-02' }),
      '2 发证日期: must not lie in the future.',
    ],
    [
      'a licence over before it begins',
      licensed('110123456', { licenceExpiresOn: '2015-06-30' }),
      '2 有效期至: must not be before issuedOn.',
    ],
  ])('is told with its number and column: %s', async (_what, row, fault) => {
    expect(await readStaff(aStaffList(row))).toEqual({ lines: [], faults: [fault] });
  });

  it('is one of a number that stands twice, and one too many', async () => {
    expect((await readStaff(aStaffList({}, {}))).faults).toEqual([
      '3 工号: the id stands on line 2 already',
    ]);
    expect((await readStaff(aStaffList({}, { id: 'B' }), { mostRows: 1 })).faults).toEqual([
      '3 null: the list has more than 1 lines',
    ]);
  });

  it('is told without what stands in it', async () => {
    const secret = '99-SECRET-99';
    const everywhere = Object.fromEntries(
      staffListRules.csv.columns.map(({ field }) => [field, `${secret}\u0000`]),
    );
    const { faults } = await readStaff(aStaffList(everywhere));
    expect(faults.length).toBeGreaterThan(10);
    expect(faults.join()).not.toContain(secret);
  });
});
