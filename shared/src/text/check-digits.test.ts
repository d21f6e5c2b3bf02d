import { describe, expect, it } from '@jest/globals';
import { withCreditCheck, withOrganisationCheck, withResidentCheck } from './check-digits';

describe('withResidentCheck', () => {
  it.each(['11010519491231002X', '34052419800101001X', '341322196208152021'])(
    'completes %s',
    (number) => {
      expect(withResidentCheck(number.slice(0, 17))).toBe(number);
    },
  );
});

describe('withOrganisationCheck', () => {
  it.each(['M000100Y4', '485700012'])('completes %s', (code) => {
    expect(withOrganisationCheck(code.slice(0, 8))).toBe(code);
  });
});

describe('withCreditCheck', () => {
  it.each(['91350100M000100Y43', '12341322485700012B'])('completes %s', (code) => {
    expect(withCreditCheck(code.slice(0, 17))).toBe(code);
  });
});
