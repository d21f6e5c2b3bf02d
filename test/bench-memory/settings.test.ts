import { expect, it } from '@jest/globals';
import { readSettings } from './settings';

it('the memory run asks both topologies 100,000 times where nothing is said', () => {
  expect(readSettings([])).toEqual({
    ...{ requests: 100_000, warmUp: 40_000, connections: 16, patients: 100 },
    topologies: ['one process', 'apart'],
  });
  expect(readSettings(['--topology', 'apart', '--requests', '5'])).toMatchObject({
    ...{ requests: 5, topologies: ['apart'] },
  });
});

it.each([
  [['--topology', 'here'], '--topology must be both, one-process or apart.'],
  [['--requests', '0'], '--requests must be a whole number above 0.'],
  [['--warm-up', 'long'], '--warm-up must be a whole number above 0.'],
])('the memory run refuses %j', (args, sentence) => {
  expect(() => readSettings(args)).toThrow(sentence);
});
