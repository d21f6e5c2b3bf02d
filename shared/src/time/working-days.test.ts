import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shanghaiDay } from './shanghai-day';
import { readWorkingDays } from './working-days';

const folder = mkdtempSync(join(tmpdir(), 'lianyi-days-'));
const standard = readFileSync(resolve(__dirname, '../../data/working-days.json'), 'utf8');
const days = readWorkingDays();
const at = (text: string) => new Date(`${text}+08:00`);

describe('readWorkingDays', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a Wednesday', '2026-03-04T12:00', 3, '2026-03-09'],
    ['a Saturday', '2026-03-07T00:00', 1, '2026-03-09'],
    ['the last moment of a Friday', '2026-03-06T23:59', 1, '2026-03-09'],
    ['before a worked Saturday', '2026-02-13T12:00', 1, '2026-02-14'],
    ['before the spring festival', '2026-02-14T12:00', 1, '2026-02-24'],
    ['within a holiday', '2026-10-03T08:00', 3, '2026-10-10'],
    ['a year whose holidays are not known', '2027-09-30T12:00', 1, '2027-10-01'],
  ])('counts from %s', (_title, from, count, day) => {
    expect(days.endAfter(at(from), count)).toEqual(at(`${day}T23:59:59.999`));
  });

  it.each([
    ['a Friday', '2026-03-06T10:30', '2026-03-09T10:30'],
    ['before a worked Saturday', '2026-02-13T12:00', '2026-02-14T12:00'],
    ['before the national holiday', '2026-09-30T16:00', '2026-10-08T16:00'],
  ])('finds the same time of the next one from %s', (_title, from, expected) => {
    expect(days.sameTimeAfter(at(from), 1)).toEqual(at(expected));
  });

  it('ends later the more days are given, and never on a free day', () => {
    const instant = fc.date({
      ...{ min: at('2026-01-01T00:00'), max: at('2026-11-30T00:00') },
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.noShrink(instant), fc.integer({ min: 1, max: 20 }), (from, count) => {
        const [end, next] = [days.endAfter(from, count), days.endAfter(from, count + 1)];
        expect(next.getTime()).toBeGreaterThan(end.getTime());
        expect(days.endAfter(end, 1)).toEqual(next);
        expect(shanghaiDay(end) > shanghaiDay(from)).toBe(true);
      }),
    );
  });

  type File = { holidays: Record<string, string>[]; workedWeekends: string[] };
  const read = (change: (file: File) => void) => {
    const file = JSON.parse(standard);
    change(file);
    const path = join(folder, 'working-days.json');
    writeFileSync(path, JSON.stringify(file));
    return () => readWorkingDays(path);
  };
  const holiday = (from: string, to: string) => (file: File) =>
    file.holidays.push({ name: '假', from, to });
  const worked = (day: string) => (file: File) => file.workedWeekends.push(day);

  it.each([
    ['a holiday ends before it begins', holiday('2026-05-02', '2026-05-01'), /holidays 假/],
    ['a holiday lasts a year', holiday('2026-01-01', '2026-12-31'), /1 to 31 days/],
    ['a worked weekend is a Monday', worked('2026-03-02'), /holds 2026-03-02/],
    ['a worked weekend is a holiday', worked('2026-10-04'), /holds 2026-10-04/],
    ['a worked weekend is no day', worked('2026-02-30'), /holds 2026-02-30/],
  ])('stops the start where %s', (_title, change, message) => {
    expect(read(change)).toThrow(message);
  });
});
