import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { pauseAfter, readEventNumbers } from './event-numbers';

describe('the numbers of events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-events-'));
  const file = join(folder, 'events.json');
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (overrides: object) => {
    const head = { version: '1', effectiveFrom: '2026-01-01', source: 'a test' };
    writeFileSync(file, JSON.stringify({ ...head, ...readEventNumbers(), ...overrides }));
  };

  it('are those of the file', () => {
    write({ keepDays: 30 });
    expect(readEventNumbers(file)).toEqual({ ...readEventNumbers(), keepDays: 30 });
  });

  it.each([0, -1, 1.5, 'many', null])(
    'are refused, naming file and number, where one is %p',
    (bad) => {
      write({ deliveries: bad });
      expect(() => readEventNumbers(file)).toThrow(/^events\.json.*deliveries must be a/);
    },
  );

  it('double the pause with each failure, up to the longest', () => {
    const numbers = readEventNumbers();
    const pauses = [1, 2, 3, 7, 50, 5000].map((failures) => pauseAfter(failures, numbers));
    expect(pauses).toEqual([100, 200, 400, 5000, 5000, 5000]);
  });
});
