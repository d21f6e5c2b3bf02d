import { describe, expect, it } from '@jest/globals';
import { type AccessRow, accessShape, createAccessQueue } from './access-rows';
import type { KeptStatement } from './kept-record';

const move: KeptStatement = {
  database: 'patients',
  sql: 'UPDATE `access_chain` SET `seq` = ?, `hash` = ?, `proof` = ? WHERE `id` = 1 AND `seq` = ? AND `hash` = ?',
  parameters: [8, 'new', 'proof', 7, 'old'],
};
const added: KeptStatement = {
  database: 'patients',
  sql: 'INSERT INTO `access_event` (`seq`, `at`, `action`) VALUES (?, ?, ?)',
  parameters: [8, '2026-03-01 08:00:00.000', 'READ_RECORD'],
};

describe('accessShape', () => {
  const shape = accessShape([move, added]);
  const rows = shape.rowsOf([move, added]);

  it('finds the rows a record writes', () => {
    expect(rows).toEqual([[8, '2026-03-01 08:00:00.000', 'READ_RECORD']]);
  });

  it('numbers rows on from the end of the log', () => {
    const [, insert] = shape.statements({ seq: 40, hash: 'h' }, [...rows, ...rows]);
    expect(insert?.parameters).toEqual([
      ...[41, '2026-03-01 08:00:00.000', 'READ_RECORD'],
      ...[42, '2026-03-01 08:00:00.000', 'READ_RECORD'],
    ]);
  });

  it('has one group of values for each row', () => {
    const [, insert] = shape.statements({ seq: 40, hash: 'h' }, [...rows, ...rows]);
    expect(insert?.sql).toMatch(/ VALUES \(\?, \?, \?\), \(\?, \?, \?\)$/);
  });

  it('moves the end of the log by the number of rows', () => {
    const [update] = shape.statements({ seq: 40, hash: 'h' }, [...rows, ...rows]);
    expect(update?.parameters).toEqual([42, 'h', 'proof', 40, 'h']);
  });

  it('refuses a record that was read without a line in the log', () => {
    expect(() => accessShape([move])).toThrow('without a line in the log');
  });
});

describe('createAccessQueue', () => {
  it('puts what is asked for in one turn into one commit', async () => {
    const commits: number[] = [];
    const record = createAccessQueue((rows) => void commits.push(rows.length));
    await Promise.all([record([['one']]), record([['two']])]);
    expect(commits).toEqual([2]);
  });

  it('gathers what comes while a commit runs', async () => {
    const commits: (readonly AccessRow[])[] = [];
    const record = createAccessQueue(async (rows) => {
      commits.push(rows);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    const first = record([['one']]);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, record([['two']]), record([['three']])]);
    expect(commits).toEqual([[['one']], [['two'], ['three']]]);
  });

  it('tells who waits that the commit failed', async () => {
    const record = createAccessQueue(() => Promise.reject(new Error('disk full')));
    await expect(record([['one']])).rejects.toThrow('disk full');
  });
});
