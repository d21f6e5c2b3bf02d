import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import fc from 'fast-check';
import { dataFolder, loadCatalogue } from './catalogue';
import { unitKey } from './read-units';

describe('the file of units', () => {
  it('spells units by UCUM units that UCUM knows', () => {
    const { units } = JSON.parse(readFileSync(join(dataFolder, 'units.json'), 'utf8')) as {
      units: { ucum: string }[];
    };
    const ucum = UcumLhcUtils.getInstance();
    const unknown = units.filter(({ ucum: unit }) => {
      const { status } = ucum.validateUnitString(unit);
      return status !== 'valid' && unit !== '1';
    });
    expect(unknown).toEqual([]);
  });

  it('reads a unit the same however it is spaced and however wide its signs are', () => {
    const { units } = loadCatalogue();
    const printed = fc.constantFrom('×10^9/L', 'μmol/L', 'IU/L', 'mmHg', '次/分', 'mL/min/1.73m²');
    const wide = (text: string) =>
      text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(printed, fc.boolean(), fc.nat({ max: 8 }), (unit, isWide, at) => {
        const spaced = `${unit.slice(0, at)} ${unit.slice(at)}`;
        expect(units.find(isWide ? wide(spaced) : spaced)).toBe(units.find(unit));
        expect(unitKey(isWide ? wide(spaced) : spaced)).toBe(unitKey(unit));
      }),
    );
  });

  it('never throws, whatever is printed', () => {
    const { units } = loadCatalogue();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof unitKey(text)).toBe('string');
        const found = units.find(text);
        expect(found === null || typeof found === 'string').toBe(true);
      }),
    );
  });
});
