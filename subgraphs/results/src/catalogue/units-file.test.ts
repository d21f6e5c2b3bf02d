import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import { dataFolder } from './catalogue';

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
});
