import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOutwardRules } from '../outward/outward-rules';
import {
  OutwardApproval,
  ReferralDirection,
  ReferralStatus,
  Urgency,
} from '../referral/referral.entity';
import { readClocks } from './clocks';
import { readReasonCodes } from './reason-codes';
import { readTransitions } from './transitions';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The shipped file with one thing changed. */
function changed(name: string, change: (body: Record<string, never[]>) => void) {
  const body = JSON.parse(JSON.stringify(require(resolve(__dirname, '../../data', name))));
  change(body);
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(body));
  return path;
}

describe('the table of steps', () => {
  const read = (change: Parameters<typeof changed>[1]) =>
    readTransitions(changed('transitions.json', change));
  const edit = (at: number, entry: object) => (body: Record<string, object[]>) => {
    Object.assign(body.steps?.[at] ?? {}, entry);
  };

  it('leads nowhere from an end but to the follow-up', () => {
    const { from } = readTransitions();
    const ended = [ReferralStatus.DECLINED, ReferralStatus.CANCELLED, ReferralStatus.FOLLOWED_UP];
    for (const status of ended)
      for (const direction of Object.values(ReferralDirection))
        for (const step of ['ACCEPT', 'CANCEL', 'ARRIVE', 'COMPLETE', 'FOLLOW_UP'] as const)
          expect(from(step, { direction, status })).toBeUndefined();
  });

  it.each([
    ['an unknown state', edit(0, { from: ['NOWHERE'] }), 'from must be of DRAFT'],
    ['a role that takes no steps', edit(0, { roles: ['PHARMACIST'] }), 'roles must be of'],
    ['two ways from one state', edit(2, { from: ['SUBMITTED'] }), 'in two ways'],
    ['no way for the office', (body) => void body.steps?.splice(-4, 2), 'APPROVE of OUTWARD'],
    ['a direction left out', edit(5, { directions: ['UP'] }), 'CANCEL of DOWN'],
    ['an unknown step', edit(5, { step: 'WITHDRAW' }), 'step must be one of'],
  ])('is refused with %s', (_, change, words) => {
    expect(() => read(change)).toThrow(words);
  });
});

describe('the reasons', () => {
  it('are refused twice, for no direction, and without one for each', () => {
    const twice = changed('reason-codes.json', (body) => body.codes?.push(body.codes[0] as never));
    expect(() => readReasonCodes(twice)).toThrow('each code once');
    const none = changed('reason-codes.json', (body) => {
      body.codes = body.codes?.slice(0, 5) ?? [];
    });
    expect(() => readReasonCodes(none)).toThrow('a reason for DOWN');
  });
});

describe('the filing number', () => {
  it('is as the insurer prints it, whole', () => {
    const { isFilingNumber } = readOutwardRules();
    expect(['BA202606', 'BA2026', 'BA202606 ', 'x BA202606'].map(isFilingNumber)).toEqual([
      ...[true, false, false, false],
    ]);
  });

  it('is refused with a pattern that is none', () => {
    const path = changed('outward.json', (body) =>
      Object.assign(body, { filingNumber: { pattern: '(', format: 'any' } }),
    );
    expect(() => readOutwardRules(path)).toThrow('pattern must be a regular expression');
  });
});

describe('the clocks', () => {
  const at = new Date('2026-06-05T02:00:00Z');
  const slip = {
    ...{ direction: ReferralDirection.UP, status: ReferralStatus.SUBMITTED, acceptedAt: null },
    ...{ submittedAt: at, urgency: Urgency.ROUTINE },
  };
  const due = (overrides: object) => readClocks().dueAt({ ...slip, ...overrides }, at);

  it.each<[string, object, string | null]>([
    ['a routine slip of Friday on Monday', {}, '2026-06-08T02:00:00Z'],
    ['an urgent one in two hours', { urgency: Urgency.URGENT }, '2026-06-05T04:00:00Z'],
    [
      'an emergency at once, though it is on its way',
      { urgency: Urgency.EMERGENCY, status: ReferralStatus.IN_TRANSIT },
      '2026-06-05T02:00:00Z',
    ],
    [
      'arrival in a week',
      { status: ReferralStatus.ACCEPTED, acceptedAt: at },
      '2026-06-12T02:00:00Z',
    ],
    ['the return slip in three days', { status: ReferralStatus.COMPLETED }, '2026-06-08T02:00:00Z'],
    [
      'the first contact a week after the slip down',
      { direction: ReferralDirection.DOWN, status: ReferralStatus.ARRIVED },
      '2026-06-12T02:00:00Z',
    ],
    [
      'the approval of an urgent slip of Friday on Monday',
      { approval: OutwardApproval.AWAITED, urgency: Urgency.URGENT },
      '2026-06-08T02:00:00Z',
    ],
    [
      'the answer in two hours from the approval',
      {
        ...{ approval: OutwardApproval.APPROVED, urgency: Urgency.URGENT },
        approvalAt: new Date('2026-06-06T02:00:00Z'),
      },
      '2026-06-06T04:00:00Z',
    ],
    ['nothing of one in treatment', { status: ReferralStatus.IN_TREATMENT }, null],
    ['nothing of one that was cancelled', { status: ReferralStatus.CANCELLED }, null],
  ])('have %s', (_, overrides, expected) => {
    expect(due(overrides)).toEqual(expected && new Date(expected));
  });

  it('are refused with a time that is none', () => {
    const path = changed('clocks.json', (body) => Object.assign(body, { arrivalDays: -1 }));
    expect(() => readClocks(path)).toThrow('arrivalDays must be a whole number, 0 or more');
  });
});
