import { describe, expect, it } from '@jest/globals';
import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { toGb18030 } from '@lianyi/shared/testing/gb18030';
import { drugCode } from '../testing/pharmacy.factory';
import { readDrugListRules } from './drug-list-rules';
import { readDrugList } from './read-drug-list';

const rules = readDrugListRules();

async function read(content: string | Buffer, changed: Partial<typeof rules.csv> = {}) {
  const faults: CsvFault[] = [];
  async function* bytes() {
    yield Buffer.from(content);
  }
  const csv = { ...rules.csv, ...changed };
  const { lines, isBad } = await readDrugList({ bytes: bytes() }, { ...rules, csv }, (fault) =>
    faults.push(fault),
  );
  return {
    drugs: lines.map(({ drug }) => drug),
    faults: faults.map(({ cause, column, line }) => `${line} ${column}: ${cause}`),
    isBad,
  };
}

const required = '医保编码,药品名称,拼音首字母,剂型,规格,单位,可用机构';
const cells = [drugCode(1), '硝苯地平片', 'XBDPP', '片剂', '10mg', '瓶', '全部'];
const line = (overrides: Readonly<Record<number, string>> = {}) =>
  cells.map((cell, at) => overrides[at] ?? cell).join(',');

/** A list whose second line has another column. */
const having = (title: string, ...values: string[]) =>
  `${required},${title}\n${values.map((value, at) => `${line({ 0: drugCode(at + 1) })},${value}`).join('\n')}`;

describe('a county’s list', () => {
  it('is read with its own words, and says nothing of columns it does not have', async () => {
    const { drugs } = await read(`${required}\n${line({ 0: ` ${drugCode(1)} ` })}`);
    expect(drugs).toEqual([
      {
        ...{ code: drugCode(1), category: 'WESTERN', name: '硝苯地平片', initials: 'xbdpp' },
        ...{ form: '片剂', strength: '10mg', unit: '瓶' },
        tiers: [
          ...['PROVINCIAL_HOSPITAL', 'CITY_HOSPITAL', 'COUNTY_HOSPITAL'],
          ...['TOWNSHIP_HEALTH_CENTER', 'COMMUNITY_HEALTH_CENTER', 'VILLAGE_CLINIC'],
        ],
      },
    ]);
  });

  it('is read in GB18030 as in UTF-8', async () => {
    const list = `${required}\n${line()}`;
    expect((await read(toGb18030(list))).drugs).toEqual((await read(list)).drugs);
  });

  it.each([
    [
      '特殊管理',
      ['麻', '精一', '精神二类', '毒性', '放射', '易制毒', '', 'NONE'],
      'control',
      [
        ...['NARCOTIC', 'PSYCHOTROPIC_I', 'PSYCHOTROPIC_II', 'TOXIC', 'RADIOACTIVE', 'PRECURSOR'],
        ...['NONE', 'NONE'],
      ],
    ],
    ['储存条件', ['常温', '阴凉', '冷藏', ''], 'storage', ['NORMAL', 'COOL', 'REFRIGERATED', null]],
    [
      '抗菌药物分级',
      ['非限制', '限制级', '特殊使用级', ''],
      'antiInfectiveGrade',
      ['NON_RESTRICTED', 'RESTRICTED', 'SPECIAL', null],
    ],
    ['抗菌药物分级', ['非限制', ''], 'antiInfective', [true, undefined]],
    ['抗菌药物', ['是', '否', ''], 'antiInfective', [true, false, false]],
    ['基本药物', ['是', '△', 'N', ''], 'essential', [true, true, false, false]],
    ['医保类别', ['甲', '乙类', '丙', ''], 'insuranceClass', ['甲类', '乙类', '自费', null]],
    ['ATC编码', ['c08ca05', 'Ａ０２', ''], 'atc', ['C08CA05', 'A02', null]],
    ['包装数量', ['28', '１', ''], 'packSize', [28, 1, null]],
    ['单价', ['9.80', '0', ''], 'price', [9.8, 0, null]],
    ['生产企业', ['示例制药', ''], 'maker', ['示例制药', null]],
    ['类别', ['西药', ''], 'category', ['WESTERN', 'WESTERN']],
  ])('knows what stands under %s: %j', async (title, values, field, expected) => {
    const { drugs, faults } = await read(having(title, ...values));
    expect(faults).toEqual([]);
    expect(drugs.map((drug) => drug[field as 'price'])).toEqual(expected);
  });

  it('names tiers one by one', async () => {
    const { drugs } = await read(`${required}\n${line({ 6: '"村级、乡镇级, 县级"' })}`);
    expect(drugs[0]?.tiers).toEqual([
      'COUNTY_HOSPITAL',
      'TOWNSHIP_HEALTH_CENTER',
      'VILLAGE_CLINIC',
    ]);
  });
});

describe('a bad line', () => {
  it.each<[string, string, string]>([
    ['no code', `${required}\n${line({ 0: '' })}`, '2 医保编码: must not be empty.'],
    [
      'a code cut',
      `${required}\n${line({ 0: drugCode(1).slice(1) })}`,
      '2 医保编码: the code begins with no letter of a category, and the list names none',
    ],
    [
      'a code of another category',
      having('类别', '中药饮片'),
      '2 医保编码: the code of a TCM_PIECE has 10 characters, not 23',
    ],
    [
      'a long name',
      `${required}\n${line({ 1: '药'.repeat(101) })}`,
      '2 药品名称: must not be longer than 100 characters.',
    ],
    [
      'initials in Chinese',
      `${required}\n${line({ 2: '硝苯' })}`,
      '2 拼音首字母: must be letters and digits',
    ],
    ['no tier', `${required}\n${line({ 6: '' })}`, '2 可用机构: must not be empty.'],
    [
      'an unknown tier',
      `${required}\n${line({ 6: '县级 街道' })}`,
      '2 可用机构: names 街道, which is no tier',
    ],
    [
      'an unknown word',
      having('储存条件', '冰冻'),
      '2 储存条件: must be one of NORMAL, COOL, REFRIGERATED, or a word for it',
    ],
    [
      'an unknown flag',
      having('基本药物', '也许'),
      '2 基本药物: must be one of YES, NO, or a word for it',
    ],
    ['no ATC code', having('ATC编码', '4B'), '2 ATC编码: must be an ATC code such as A02BC01'],
    ['half a pack', having('包装数量', '0.5'), '2 包装数量: must be a whole number, 1 or more'],
    ['an empty pack', having('包装数量', '0'), '2 包装数量: must be a whole number, 1 or more'],
    ['a negative price', having('单价', '-1'), '2 单价: must be an amount in yuan such as 9.80'],
    [
      'a code twice',
      `${required}\n${line()}\n\n${line()}`,
      '4 医保编码: the code stands on line 2 already',
    ],
    ['no line', required, '1 null: the list names no drug'],
  ])('is told with its number and column: %s', async (_what, list, fault) => {
    const { drugs, faults } = await read(list);
    expect(faults).toEqual([fault]);
    expect(drugs).toEqual([]);
  });

  it('is not the only one told: every fault of every line is, and nothing is kept', async () => {
    const list = `${required}\n${line()}\n${line({ 0: 'X', 2: '药' })}\n"x"y\n${line({ 0: drugCode(2) })}`;
    const { drugs, faults, isBad } = await read(list);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      '3 医保编码',
      '3 拼音首字母',
      '4 医保编码',
    ]);
    expect([drugs, isBad]).toEqual([[], true]);
  });

  it('grades a drug that is said not to be anti-infective', async () => {
    const { faults } = await read(`${required},抗菌药物,抗菌药物分级\n${line()},否,限制`);
    expect(faults).toEqual(['2 抗菌药物分级: grades a drug that is said not to be anti-infective']);
  });

  it('is one more than the rules allow', async () => {
    const list = `${required}\n${line()}\n${line({ 0: drugCode(2) })}`;
    expect((await read(list, { mostRows: 2 })).faults).toEqual([]);
    expect((await read(list, { mostRows: 1 })).faults).toEqual([
      '3 null: the list has more than 1 lines',
    ]);
  });
});
