import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSupplyRules } from '../community/supply-rules';
import { ShortageGroup } from './shortage.entity';
import { readShortageRules } from './shortage-rules';
import { readShortageSteps, shortageSteps } from './shortage-steps';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-shortage-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The shipped file with some of it changed. */
function changed(name: string, change: object) {
  const shipped: object = JSON.parse(readFileSync(resolve(__dirname, '../../data', name), 'utf8'));
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ ...shipped, ...change }));
  return path;
}

describe('the times of a shortage', () => {
  const start = new Date('2026-06-01T01:00:00Z');

  it.each([
    [ShortageGroup.EMERGENCY, '2026-06-01T05:00:00.000Z'],
    [ShortageGroup.WOMEN_CHILDREN, '2026-06-04T01:00:00.000Z'],
    [ShortageGroup.CHRONIC, '2026-06-04T01:00:00.000Z'],
    [ShortageGroup.OTHER, '2026-06-08T01:00:00.000Z'],
  ])('end for %s at %s', (group, end) => {
    expect(readShortageRules().deliverBy(group, start).toISOString()).toBe(end);
  });

  it('end a day after it came', () => {
    expect(readShortageRules().closeBy(start).toISOString()).toBe('2026-06-02T01:00:00.000Z');
  });

  const within = { EMERGENCY: 240, WOMEN_CHILDREN: 1, CHRONIC: 1, OTHER: 1 };
  const surplus = { leastDaysToExpiry: 30, minimumTimes: 1, mostSources: 5 };
  it.each([
    [
      'a group left out',
      { deliverWithinMinutes: { ...within, OTHER: undefined } },
      'OTHER must be',
    ],
    ['no time', { deliverWithinMinutes: { ...within, CHRONIC: 0 } }, 'CHRONIC must be a whole'],
    ['no time to close', { closeWithinMinutes: 0.5 }, 'closeWithinMinutes must be a whole number'],
    [
      'less than a minimum',
      { surplus: { ...surplus, minimumTimes: -1 } },
      'minimumTimes must be 0',
    ],
    ['days below none', { surplus: { ...surplus, leastDaysToExpiry: -1 } }, 'leastDaysToExpiry'],
    ['no sources', { surplus: { ...surplus, mostSources: 0 } }, 'mostSources must be'],
    ['nothing for the log', { movementReason: '' }, 'movementReason must be a text'],
    ['too much for the log', { movementReason: 'x'.repeat(151) }, 'at most 150 characters'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => readShortageRules(changed('shortage.json', change))).toThrow(words);
  });
});

describe('the steps of a shortage', () => {
  const shipped: { steps: { step: string }[] } = JSON.parse(
    readFileSync(resolve(__dirname, '../../data/shortage-steps.json'), 'utf8'),
  );
  const plus = (row: object) => ({ steps: [...shipped.steps, row] });
  const match = { step: 'MATCH', side: 'SOURCE', roles: ['PHARMACIST'], from: ['REGISTERED'] };
  const receive = { ...match, step: 'RECEIVE', side: 'SOURCE', to: 'RECEIVED' };

  it('are somebody’s, each', () => {
    const steps = readShortageSteps();
    for (const step of shortageSteps) expect(steps(step)).not.toEqual([]);
  });

  it.each([
    [
      'one left out',
      { steps: shipped.steps.filter(({ step }) => step !== 'CLOSE') },
      'who may CLOSE',
    ],
    ['two ways', plus({ ...match, side: 'CENTRAL', to: 'MATCHED' }), 'MATCH from a state in two'],
    ['a way that makes no sense', plus({ ...match, to: 'CLOSED' }), 'steps MATCH: to must be one'],
    [
      'a state that makes none',
      plus({ ...match, from: ['CLOSED'], to: 'MATCHED' }),
      'from must be',
    ],
    ['a state that is none', plus({ ...match, from: [], to: 'MATCHED' }), 'MATCH: from must be of'],
    ['a role that is none', plus({ ...match, roles: ['AUDITOR'], to: 'MATCHED' }), 'roles must be'],
    ['a side that is none', plus({ ...match, side: 'X', to: 'MATCHED' }), 'side must be one of'],
    ['a purchase others receive', plus({ ...receive, from: ['PURCHASING'] }), 'for OWN_PURCHASE'],
    [
      'a purchase that is sent',
      plus({ ...receive, side: 'OWN_PURCHASE', from: ['DISPATCHED'] }),
      'for OWN_PURCHASE',
    ],
  ])('are refused with %s', (_, change, words) => {
    expect(() => readShortageSteps(changed('shortage-steps.json', change))).toThrow(words);
  });
});

describe('who supplies whom', () => {
  const tier = { tier: 'VILLAGE_CLINIC', suppliedBy: 'PARENT' };
  const exception = { institution: 'one', suppliedBy: 'other' };
  it.each([
    ['a tier left out', { tiers: [tier] }, 'tiers must hold PROVINCIAL_HOSPITAL'],
    ['a tier twice', { tiers: [tier, tier] }, 'tiers VILLAGE_CLINIC: the tier stands here twice'],
    [
      'a supplier that is none',
      { tiers: [{ ...tier, suppliedBy: 'X' }] },
      'suppliedBy must be one',
    ],
    [
      'an exception twice',
      { exceptions: [exception, exception] },
      'exceptions one: the institution',
    ],
    ['one that supplies itself', { exceptions: [{ ...exception, suppliedBy: 'one' }] }, 'another'],
  ])('is refused with %s', (_, change, words) => {
    expect(() => readSupplyRules(changed('supply.json', change))).toThrow(words);
  });
});
