import { describe, expect, it } from '@jest/globals';
import { readOrderSettings } from './settings';

describe('the flags of bench:order', () => {
  it('are those of the county of a million where none is given', () => {
    expect(readOrderSettings([])).toEqual({
      ...{ patients: 1_000_000, users: 20, rounds: 5, seconds: 10, residents: 500 },
      keep: undefined,
    });
  });

  it.each(['0', '-1', '1.5', 'many'])('refuse %s, naming the flag', (value) => {
    expect(() => readOrderSettings([`--users=${value}`])).toThrow(
      '--users must be a whole number above 0.',
    );
  });
});
