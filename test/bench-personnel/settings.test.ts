import { describe, expect, it } from '@jest/globals';
import { readPersonnelSettings } from './settings';

describe('the flags of bench:personnel', () => {
  it('are a tenth of a county and a county where none is given', () => {
    expect(readPersonnelSettings([])).toEqual({
      small: { institutions: 20, staff: 2000 },
      large: { institutions: 200, staff: 20_000 },
      rounds: 9,
    });
  });

  it.each(['200,20', '20', '20,200,2000'])('refuse the sizes %s, naming the flag', (value) => {
    expect(() => readPersonnelSettings([`--institutions=${value}`])).toThrow(
      '--institutions must be two numbers, the smaller first: 20,200.',
    );
  });
});
