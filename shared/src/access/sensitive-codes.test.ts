import { describe, expect, it } from '@jest/globals';
import { readSensitiveCodes } from './sensitive-codes';

describe('sensitive codes', () => {
  const codes = readSensitiveCodes();

  it.each(['B20', 'B24.x01', 'Z21', 'F20.900', 'f32', 'A53.9'])('hold the diagnosis %s', (code) => {
    expect(codes.diagnosis(code)).toBe(true);
  });

  it.each(['I10', 'B19.9', 'E11.900', 'B2', '', 'A65', 'BNP070'])(
    'leave the diagnosis %s',
    (code) => {
      expect(codes.diagnosis(code)).toBe(false);
    },
  );

  it('hold a drug by its class and leave one without a class', () => {
    expect([codes.drug('J05AR03'), codes.drug('C09AA05'), codes.drug(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
