import { describe, expect, it } from '@jest/globals';
import { readMatchingSettings } from './settings';

describe('readMatchingSettings', () => {
  it('has a value for every flag', () => {
    expect(readMatchingSettings([])).toMatchObject({
      ...{ registrations: 20_000, seed: 1, scale: false, sizes: [10_000, 1_000_000], samples: 400 },
    });
  });

  it.each([
    [['--registrations', '0'], '--registrations must be a whole number above 0.'],
    [['--seed', 'x'], '--seed must be a whole number above 0.'],
    [['--sizes', '10'], '--sizes must be two numbers of residents'],
    [['--sizes', '20,10'], '--sizes must be two numbers of residents'],
  ])('refuses %s', (args, message) => {
    expect(() => readMatchingSettings(args)).toThrow(message);
  });
});
