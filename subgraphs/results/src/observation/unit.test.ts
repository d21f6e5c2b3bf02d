import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../catalogue/catalogue';
import { parseValue } from './parse-value';
import { createUnitJudge } from './unit';

const catalogue = loadCatalogue();
const { judge } = createUnitJudge(catalogue.units, catalogue.words);

describe('a printed unit', () => {
  const ucumOf = (unit: string) => judge({ value: '1', number: 1, unit }, null).ucum;

  it.each([
    ['×10^9/L', '10*9/L'],
    ['10⁹/L', '10*9/L'],
    ['*10^9/l', '10*9/L'],
    ['10E12/L', '10*12/L'],
    ['μmol/L', 'umol/L'],
    ['µmol/l', 'umol/L'],
    ['UMOL/L', 'umol/L'],
    ['IU/L', '[IU]/L'],
    ['uIU/ml', 'u[IU]/mL'],
    ['μIU/mL', 'u[IU]/mL'],
    ['ｇ／Ｌ', 'g/L'],
    ['g/dl', 'g/dL'],
    ['fl', 'fL'],
    ['/nl', '/nL'],
    ['mm/小时', 'mm/h'],
    ['秒', 's'],
    ['ml/min/1.73m²', 'mL/min/{1.73_m2}'],
    ['mg/L FEU', 'mg/L{FEU}'],
    ['℃', 'Cel'],
    ['mmHg', 'mm[Hg]'],
    ['次/分', '/min'],
    ['个/HP', '/[HPF]'],
    ['mmol/24小时', 'mmol/(24.h)'],
    ['拷贝/mL', '{copies}/mL'],
    ['mOsm/(kg·H2O)', 'mosm/kg'],
    ['‰', '[ppth]'],
    ['毫摩尔/升', 'mmol/L'],
  ])('%s is %s in UCUM', (printed, ucum) => {
    expect(ucumOf(printed)).toBe(ucum);
  });

  it.each(['AU', 'COI', 'S/CO', '单位', '', 'not a unit', '{', '['])('%s is none', (printed) => {
    expect(ucumOf(printed)).toBeNull();
  });
});

describe('a value and its unit', () => {
  const comparable = (
    code: string,
    value: string,
    unit: string | null,
    agreed: string | null = null,
  ) =>
    judge({ value, number: parseValue(value).number, unit }, catalogue.find(code), agreed)
      .comparable;

  it.each([
    ['6690-2', '5.6', '×10^9/L'],
    ['6690-2', '5.6', '/nl'],
    ['6690-2', '5600', '/μL'],
    ['718-7', '13.7', 'g/dl'],
    ['1742-6', '30', 'IU/L'],
    ['3016-3', '2.1', 'μIU/mL'],
    ['3016-3', '2.1', 'mU/L'],
    ['14749-6', '95', 'mg/dL'],
    ['33959-8', '<0.05', 'μg/L'],
    ['1751-7', '45', 'kg/m3'],
    ['4544-3', '45', '%'],
    ['4544-3', '0.45', 'L/L'],
    ['6301-6', '1.02', null],
    ['6301-6', '1.02', 'INR'],
    ['5803-2', '6.0', null],
    ['5811-5', '1.015', '-'],
    ['48065-7', '0.3', 'μg/mL FEU'],
    ['5196-1', '阴性', null],
    ['20454-5', '2+', '/'],
    ['883-9', 'AB', null],
  ])('of item %s (%s %s) can be compared', (code, value, unit) => {
    expect(comparable(code, value, unit)).toBe(true);
  });

  it.each([
    ['6690-2', '5.6', null, 'no unit at all'],
    ['6690-2', '5.6', 'g/L', 'another dimension'],
    ['6690-2', '见备注', '10^9/L', 'no number'],
    ['2885-2', '70', 'mmol/L', 'amount for mass without a molar mass'],
    ['4548-4', '48', 'mmol/mol', 'a scale that only looks convertible'],
    ['48065-7', '0.3', 'mg/L', 'FEU or DDU not said'],
    ['98979-8', '90', 'mL/min', 'not per body surface'],
    ['14749-6', '5.6', 'COI', 'a unit nobody knows'],
    ['5196-1', '0.03', 'IU/mL', 'a quantity for a degree'],
    ['5196-1', '见报告', null, 'a word that says neither'],
  ])('of item %s (%s %s) cannot be compared: %s', (code, value, unit, _why) => {
    expect(comparable(code, value, unit)).toBe(false);
  });

  it('counts in the unit of the code table where the sender leaves it out', () => {
    expect(comparable('6690-2', '5.6', null, '10*9/L')).toBe(true);
  });

  it('believes a printed unit before the code table', () => {
    expect(comparable('6690-2', '5.6', 'g/L', '10*9/L')).toBe(false);
  });

  it('of an item outside the catalogue cannot be compared', () => {
    expect(comparable('no-such-code', '5.6', 'g/L')).toBe(false);
  });
});
