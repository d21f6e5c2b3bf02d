import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import type { Window, WindowBase } from './window';

export interface WindowRow {
  readonly window: Window;
  /** First calendar day the row counts, Asia/Shanghai. */
  readonly effectiveFrom: string;
}

export interface Windows {
  readonly base: WindowBase;
  /** What a client sees as `windowDays` of a result that counts without limit. */
  readonly unlimitedDays: number;
  readonly groups: ReadonlySet<string>;
  /** Codes of the items that have a window of their own. */
  readonly items: readonly string[];
  /** The window of an item on a day: its own where it has one, else its group's. */
  on(item: { code: string; group: string }, day: string): Window;
}

/** The recognition windows of a data folder. Throws DataFileError. */
export function readWindows(folder: string): Windows {
  const { body, effectiveFrom } = readDataFile(join(folder, 'windows.json'));
  const rows = new Map<string, WindowRow[]>();
  for (const entry of body.entries('windows', 'group', 'item')) {
    if (entry.has('group') === entry.has('item'))
      throw entry.fail('names either a group or an item');
    const key = entry.has('group') ? `group ${entry.text('group')}` : `item ${entry.text('item')}`;
    entry.text('source');
    const from = entry.has('effectiveFrom') ? entry.day('effectiveFrom') : effectiveFrom;
    rows.set(key, [...(rows.get(key) ?? []), { window: readWindow(entry), effectiveFrom: from }]);
  }
  for (const known of rows.values())
    known.sort((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1));
  const named = (kind: 'group' | 'item') =>
    [...rows.keys()].filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length + 1));
  return {
    base: body.oneOf('base', ['EFFECTIVE', 'ISSUED']),
    unlimitedDays: body.number('unlimitedDays'),
    groups: new Set(named('group')),
    items: named('item'),
    on: ({ code, group }, day) =>
      inForce(rows.get(`item ${code}`), day) ??
      inForce(rows.get(`group ${group}`), day) ?? { rule: 'NEVER' },
  };
}

/** Rows are newest first. */
const inForce = (rows: readonly WindowRow[] | undefined, day: string) =>
  rows?.find(({ effectiveFrom }) => effectiveFrom <= day)?.window;

function readWindow(entry: Entry): Window {
  const rule = entry.oneOf('rule', ['DAYS', 'UNLIMITED', 'NEVER']);
  if (rule !== 'DAYS') return { rule };
  const days = entry.number('days');
  if (!Number.isInteger(days) || days < 1)
    throw entry.fail('days must be a whole number of at least 1; NEVER is a rule of its own');
  return { rule, days };
}
