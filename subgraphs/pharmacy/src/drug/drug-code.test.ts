import { describe, expect, it } from '@jest/globals';
import { DrugCategory } from './drug.entity';
import { categoryOf, codeFault } from './drug-code';

const { CHINESE_PATENT, HOSPITAL_PREPARATION, TCM_PIECE, WESTERN } = DrugCategory;

describe('a drug’s code', () => {
  it.each([
    [WESTERN, 'XA02BCA211A012010100154'],
    [WESTERN, 'XZ99ZZZ999Z999999999999'],
    [CHINESE_PATENT, 'ZA06CAS9000010190001'],
    [TCM_PIECE, 'T000000000'],
    [HOSPITAL_PREPARATION, 'P123456789'],
    [HOSPITAL_PREPARATION, 'P1234567890123456789ABC'],
  ])('of a %s may be %s', (category, code) => {
    expect(codeFault(category, code)).toBeNull();
  });

  it.each([
    [WESTERN, 'XA02BCA211A01201010015', /23 characters, not 22/],
    [WESTERN, 'XA02BCA211A0120101001540', /23 characters, not 24/],
    [WESTERN, 'ZA02BCA211A012010100154', /characters 1 to 1 of the code, the kind, must be X/],
    [WESTERN, 'X102BCA211A012010100154', /characters 2 to 6 of the code, the class/],
    [WESTERN, 'XA02B2A211A012010100154', /2 to 6/],
    [WESTERN, 'XA02BC1211A012010100154', /characters 7 to 10 of the code, the substance/],
    [WESTERN, 'XA02BCA211AA12010100154', /characters 11 to 14 of the code, the form/],
    [WESTERN, 'XA02BCA211A01201O100154', /15 to 18 of the code, the specification, must be digits/],
    [WESTERN, 'XA02BCA211A01201010015X', /characters 19 to 23 of the code, the company/],
    [WESTERN, 'xA02BCA211A012010100154', /1 to 1/],
    [CHINESE_PATENT, 'ZA06CAS900001019000', /20 characters, not 19/],
    [CHINESE_PATENT, 'ZA06CAS90000101900012', /20 characters, not 21/],
    [CHINESE_PATENT, 'ZA06CASS000010190001', /7 to 11 of the code, the name/],
    [CHINESE_PATENT, 'ZA06CAS9000A10190001', /12 to 15/],
    [CHINESE_PATENT, 'ZA06CAS900001019000A', /16 to 20/],
    [TCM_PIECE, 'T00000000', /10 characters, not 9/],
    [TCM_PIECE, 'T0000000000', /10 characters, not 11/],
    [TCM_PIECE, 'T00000000A', /characters 2 to 10 of the code, the number/],
    [HOSPITAL_PREPARATION, 'P12345678', /10 to 23 capital/],
    [HOSPITAL_PREPARATION, 'P1234567890123456789ABCD', /10 to 23/],
    [HOSPITAL_PREPARATION, '1123456789', /a letter first/],
  ])('of a %s is not %s', (category, code, fault) => {
    expect(codeFault(category, code)).toMatch(fault);
  });

  it('says the category by its first letter, if it is a national one', () => {
    expect(['XA', 'ZA', 'T1', 'P1', ''].map(categoryOf)).toEqual([
      ...[WESTERN, CHINESE_PATENT, TCM_PIECE, null, null],
    ]);
  });
});
