import { expect, it } from '@jest/globals';
import { writeCsv } from './write-csv';

it('quotes what needs it, and begins with the mark of UTF-8', () => {
  expect(
    writeCsv(
      ['月份', '例数'],
      [
        ['2026-06', 2],
        ['甲,乙', 0],
        ['"a"\nb', 1],
      ],
    ),
  ).toBe('\uFEFF月份,例数\r\n2026-06,2\r\n"甲,乙",0\r\n"""a""\nb",1\r\n');
});

it('leaves no text that a spreadsheet program would run', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])
    expect(writeCsv([text], [])).toMatch(/^\uFEFF"?'/);
  expect(writeCsv(['a'], [[-1]])).toBe('\uFEFFa\r\n-1\r\n');
});
