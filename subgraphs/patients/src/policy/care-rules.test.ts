import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readContractRules } from './contract-rules';
import { readRegisterRules } from './register-rules';

const folder = mkdtempSync(join(tmpdir(), 'lianyi-care-'));
afterAll(() => rmSync(folder, { recursive: true }));

type File = Partial<Record<'priorityGroups' | 'registers', object[]>> &
  Partial<Record<'period' | 'ending', object>>;

/** The committed file with a change, written where it can be read. */
function changed(name: string, change: (file: File) => void): string {
  const file = JSON.parse(readFileSync(resolve(__dirname, '../../data', name), 'utf8'));
  change(file);
  writeFileSync(join(folder, name), JSON.stringify(file));
  return join(folder, name);
}

describe('readContractRules', () => {
  it('has the eleven groups of the list, in its order', () => {
    expect([...readContractRules().priorityGroups.keys()]).toEqual(
      Array.from({ length: 11 }, (_, at) => String(at + 1).padStart(2, '0')),
    );
  });

  it.each([
    [
      'a group stands twice',
      (file: File) => file.priorityGroups?.push(file.priorityGroups[0] ?? {}),
    ],
    [
      'years are out of order',
      (file: File) => Object.assign(file.period ?? {}, { yearsAtLeast: 4 }),
    ],
    [
      'a contract may last no time',
      (file: File) => Object.assign(file.period ?? {}, { yearsAtLeast: 0 }),
    ],
    [
      'a reason is longer than its column',
      (file: File) => Object.assign(file.ending ?? {}, { reasonAtMost: 501 }),
    ],
    ['every cell may be shown', (file: File) => Object.assign(file, { smallestCell: 0 })],
  ])('stops the start where %s', (_title, change) => {
    const path = changed('contracts.json', change);
    expect(() => readContractRules(path)).toThrow(/^contracts\.json, /);
  });
});

describe('readRegisterRules', () => {
  const { priorityGroups } = readContractRules();
  const first = (change: object) => (file: File) =>
    Object.assign(file.registers?.[0] ?? {}, change);

  it('is cautious about a register the file has no more', () => {
    expect(readRegisterRules(priorityGroups).ruleOf('GONE')).toMatchObject({
      ...{ code: 'GONE', group: null, sensitive: true },
    });
  });

  it.each([
    ['a register stands twice', (file: File) => file.registers?.push(file.registers[0] ?? {})],
    ['a group is none of the list', first({ group: '12' })],
    ['an interval is no day', first({ followUpDays: 0 })],
    ['an interval has no source', first({ source: '' })],
    ['a code is none', first({ code: 'high blood pressure' })],
    ['a code is longer than its column', first({ code: 'X'.repeat(33) })],
    ['a note is longer than its column', (file: File) => Object.assign(file, { textAtMost: 501 })],
  ])('stops the start where %s', (_title, change) => {
    const path = changed('registers.json', change);
    expect(() => readRegisterRules(priorityGroups, path)).toThrow(/^registers\.json, /);
  });
});
