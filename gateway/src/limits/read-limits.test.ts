import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limitNumbers } from './limit-numbers';
import { readLimits } from './read-limits';

describe('readLimits', () => {
  let folder: string;
  const limitsOf = (text: string) => {
    writeFileSync(join(folder, 'limits.json'), text);
    return readLimits(join(folder, 'limits.json'));
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-limits-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('puts what a file has in the place of the product’s own, and keeps the rest', () => {
    const { operation, lists, ...rest } = limitsOf(
      '{"version":"2","operation":{"depth":40},"lists":{"largestPage":5000}}',
    );
    expect(operation).toEqual({ ...limitNumbers.operation, depth: 40 });
    expect(lists).toEqual({ ...limitNumbers.lists, largestPage: 5000 });
    const { operation: _own, lists: _lists, ...others } = limitNumbers;
    expect(rest).toEqual(others);
  });

  it.each([
    ['{', '--limits, the file is no JSON object.'],
    ['[1]', '--limits, the file is no JSON object.'],
    ['{"operations":{}}', '--limits, operations is no group of limits.'],
    ['{"operation":7}', '--limits, operation is no group of limits.'],
    ['{"operation":{"deep":7}}', '--limits, operation.deep is no limit.'],
    ['{"operation":{"depth":0}}', '--limits, operation.depth must be a whole number above 0.'],
    ['{"operation":{"depth":"7"}}', '--limits, operation.depth must be a whole number above 0.'],
  ])('refuses %s', (text, sentence) => {
    expect(() => limitsOf(text)).toThrow(sentence);
  });

  it('refuses a file that is not there', () => {
    expect(() => readLimits(join(folder, 'none'))).toThrow('--limits, the file cannot be read.');
  });
});
