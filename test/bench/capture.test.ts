import { describe, expect, it } from '@jest/globals';
import { sortStatements } from './capture';
import { driverParameter, keepParameter } from './kept-record';

const ran = (sql: string) => ({ database: 'patients', sql, parameters: [] });

describe('sortStatements', () => {
  const read = ran('SELECT `id` FROM `patient` WHERE `id` = ?');
  const line = ran('INSERT INTO `access_event` (`seq`) VALUES (?)');

  it('tells reads from the record of the access', () => {
    const sorted = sortStatements([ran('BEGIN TRANSACTION'), line, ran('COMMIT'), read]);
    expect(sorted).toEqual({ reads: [read], writes: [line] });
  });

  it('refuses a write it does not know', () => {
    expect(() => sortStatements([ran('UPDATE `patient` SET `name` = ?')])).toThrow('unexpected');
  });
});

describe('a kept parameter', () => {
  it.each([['text'], [1.5], [true], [null]])('is %p again', (value) => {
    expect(driverParameter(keepParameter(value))).toBe(value);
  });

  it('is a time again', () => {
    const time = new Date('2026-03-01T08:00:00.123Z');
    const kept: unknown = JSON.parse(JSON.stringify(keepParameter(time)));
    expect(driverParameter(kept as ReturnType<typeof keepParameter>)).toEqual(time);
  });

  it('is never something JSON would change', () => {
    expect(() => keepParameter(undefined)).toThrow('undefined');
  });
});
