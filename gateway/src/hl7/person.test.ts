import { describe, expect, it } from '@jest/globals';
import { readPatient } from './person';
import { msh, parsed } from './testing/messages';

const read = (line: string) => {
  const segment = parsed(msh(), line).segments[1];
  if (!segment) throw new Error('There is no PID.');
  return readPatient(segment);
};
const nameOf = (field: string) => read(`PID|1||||${field}`).demographics.name;
const identifiersOf = (field: string) => read(`PID|1||${field}||张^三`).identifiers;

describe('the name of a patient', () => {
  it.each([
    ['张^三', '张三'],
    ['欧阳^修^^^^^L', '欧阳修'],
    ['张三', '张三'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['Zhang^San^^^^^L^A~张^三^^^^^L^I', '张三'],
    ['EVERYMAN&&&&Aniston^ADAM^A^III^Dr.', 'ADAM A EVERYMAN'],
    ['Nick^Name^^^^^N~Legal^Name^^^^^L', 'Name Legal'],
    ['𠮷^㐁', '𠮷㐁'],
  ])('%s is %s', (field, name) => {
    expect(nameOf(field)).toBe(name);
  });

  it.each(['', '^^^^^^U', '""', '^^^^^^~^^^^^^'])('must be there: %j', (field) => {
    expect(() => nameOf(field)).toThrow(/^PID-5: must give the name/);
  });
});

describe('the identifiers of a patient', () => {
  it.each([
    ['M1^^^HIS^MR', 'MEDICAL_RECORD_NUMBER', 'M1'],
    ['M1^^^HIS^PI', 'MEDICAL_RECORD_NUMBER', 'M1'],
    ['M1', 'MEDICAL_RECORD_NUMBER', 'M1'],
    ['34052419800101001x^^^HIS^MR', 'RESIDENT_ID', '34052419800101001X'],
    ['340524198001010019^^^GA^NI', 'RESIDENT_ID', '340524198001010019'],
    ['340524198001010019^^^公安部^', 'RESIDENT_ID', '340524198001010019'],
    ['E1234567^^^^PPN', 'PASSPORT', 'E1234567'],
    ['JK100^^^^JHN', 'HEALTH_CARD', 'JK100'],
    ['YB200^^^^SN', 'INSURANCE_NUMBER', 'YB200'],
  ])('%s is a %s', (field, system, value) => {
    expect(identifiersOf(field)).toEqual([{ system, value }]);
  });

  it.each(['A1^^^HIS^AN', 'V1^^^HIS^VN', '123-45-6789^^^USSSA^SS', 'X^^^HIS^UNHEARD'])(
    'leave out %s, which names no person for sure',
    (field) => {
      expect(identifiersOf(field)).toEqual([]);
    },
  );

  it('leave out the weaker local number beside a record number', () => {
    expect(identifiersOf('M1^^^HIS^MR~P9^^^LIS^PI')).toHaveLength(1);
  });

  it('take the resident number of PID-19', () => {
    const { identifiers } = read(`PID|1||M1^^^HIS^MR||张^三${'|'.repeat(14)}34052419800101001X`);
    expect(identifiers).toContainEqual({ system: 'RESIDENT_ID', value: '34052419800101001X' });
  });

  it('take PID-2 where PID-3 is empty', () => {
    expect(read('PID|1|M77|||张^三').identifiers).toEqual([
      { system: 'MEDICAL_RECORD_NUMBER', value: 'M77' },
    ]);
  });
});

describe('the demographics of a patient', () => {
  const of = (birth: string, sex: string, rest = '') =>
    read(`PID|1||M1||张^三||${birth}|${sex}${rest}`).demographics;

  it.each([
    ['M', 'MALE'],
    ['2', 'FEMALE'],
    ['女', 'FEMALE'],
    ['U', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    ['O', 'NOT_STATED'],
  ])('read sex %j as %s', (sex, gender) => {
    expect(of('', sex).gender).toBe(gender);
  });

  it('leave out a birth date without its day', () => {
    expect(of('198001', 'M')).toEqual({ name: '张三', gender: 'MALE' });
  });

  it('name PID-7 where the day does not exist', () => {
    expect(() => of('19800231', 'M')).toThrow(/^PID-7: /);
  });

  it('join a Chinese address from the province down', () => {
    const address = '|||东浦镇一号^^云溪县^安徽省^234000^CHN';
    expect(of('', 'M', address).address).toBe('安徽省云溪县东浦镇一号');
  });

  it('do not repeat the province of an address printed in full', () => {
    expect(of('', 'M', '|||安徽省云溪县东浦镇一号^^云溪县^安徽省').address).toBe(
      '安徽省云溪县东浦镇一号',
    );
  });

  it('take a telephone number before a mail address', () => {
    expect(of('', 'M', '|||||^NET^Internet^a@b.example~13800000000^PRN^CP').phone).toBe(
      '13800000000',
    );
  });
});
