import { expect, it } from '@jest/globals';
import { readSettings } from './settings';

it('the fault suite is short where nothing is said', () => {
  expect(readSettings([])).toEqual({
    only: undefined,
    profile: 'short',
    faults: 120,
    writes: 40,
    seed: 1,
  });
  expect(readSettings(['--profile', 'full', '--faults', '9'])).toMatchObject({
    ...{ profile: 'full', faults: 9 },
  });
});

it.each([
  [['--profile', 'long'], '--profile must be short or full.'],
  [['--faults', '0'], '--faults must be a whole number above 0.'],
  [['--only', 'nodes'], '--only needs --profile full.'],
  [['--writes', 'many'], '--writes must be a whole number above 0.'],
])('the fault suite refuses %j', (args, sentence) => {
  expect(() => readSettings(args)).toThrow(sentence);
});
