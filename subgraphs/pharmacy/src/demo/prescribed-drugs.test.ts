import { describe, expect, it } from '@jest/globals';
import { prescribedCodes } from '@lianyi/shared/demo/drugs';
import { readDrugFile } from '../drug/drug-file';

describe('the drugs the demo prescribes', () => {
  it('are all in the catalogue', () => {
    const known = new Set(readDrugFile().map(({ code }) => code));
    expect(prescribedCodes.filter((code) => !known.has(code))).toEqual([]);
  });
});
