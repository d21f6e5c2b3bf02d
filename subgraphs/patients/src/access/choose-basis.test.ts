import { describe, expect, it } from '@jest/globals';
import { type AccessBasis, accessBases } from '@lianyi/shared/access/access';
import { roles } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import fc from 'fast-check';
import { readAccessPolicy } from '../policy/access-policy';
import { chooseBasis } from './choose-basis';

const policy = readAccessPolicy();
const anyRules = fc.constantFrom(...roles).map((role) => policy.ruleOf(aViewer(role)).bases);
const anyHeld = fc.uniqueArray(fc.constantFrom(...accessBases)).map((held) => new Set(held));
const anyHeldBack = fc.record({ closed: fc.boolean(), sensitive: fc.boolean() });
const nothing = { closed: false, sensitive: false };
const clinical = policy.ruleOf(aViewer('CLINICIAN')).bases;
const choose = (held: AccessBasis[], heldBack = nothing) => {
  const found = chooseBasis(clinical, new Set(held), heldBack);
  return found && [found.rule.basis, found.sensitive, found.againstRestriction];
};

describe('chooseBasis', () => {
  it('never opens more for a restriction', () => {
    fc.assert(
      fc.property(anyRules, anyHeld, anyHeldBack, (rules, held, heldBack) => {
        const [free, narrowed] = [
          chooseBasis(rules, held, nothing),
          chooseBasis(rules, held, heldBack),
        ];
        if (narrowed === null) return;
        expect(free).not.toBeNull();
        expect(narrowed.sensitive && !free?.sensitive).toBe(false);
        expect(narrowed.rule.scope === 'ALL' && free?.rule.scope === 'OWN').toBe(false);
      }),
    );
  });

  it('opens a closed record in an emergency, or to own rows, and to nothing else', () => {
    fc.assert(
      fc.property(anyRules, anyHeld, fc.boolean(), (rules, held, sensitive) => {
        const chosen = chooseBasis(rules, held, { closed: true, sensitive });
        expect([undefined, 'BREAK_GLASS', 'OWN_DATA']).toContain(chosen?.rule.basis);
      }),
    );
  });

  it('tells of a restriction only where an emergency opens what it keeps', () => {
    fc.assert(
      fc.property(anyRules, anyHeld, anyHeldBack, (rules, held, heldBack) => {
        const chosen = chooseBasis(rules, held, heldBack);
        const broken = chosen?.rule.basis === 'BREAK_GLASS';
        const restricted = heldBack.closed || heldBack.sensitive;
        expect(chosen?.againstRestriction ?? false).toBe(broken && restricted);
      }),
    );
  });

  const sensitive = { closed: false, sensitive: true };
  it.each([
    [
      ['ENCOUNTER', 'BREAK_GLASS'],
      ['ENCOUNTER', true, false],
    ],
    [['FAMILY_DOCTOR_CONTRACT'], ['FAMILY_DOCTOR_CONTRACT', false, false]],
    [
      ['REFERRAL', 'OWN_DATA'],
      ['REFERRAL', false, false],
    ],
    [
      ['FAMILY_DOCTOR_CONTRACT', 'BREAK_GLASS', 'OWN_DATA'],
      ['BREAK_GLASS', true, true],
    ],
    [['OWN_DATA'], ['OWN_DATA', true, false]],
  ] as [AccessBasis[], unknown[]][])(
    'keeps what is sensitive with who treats her: %j',
    (held, chosen) => {
      expect(choose(held, sensitive)).toEqual(chosen);
    },
  );

  it('takes the strongest where nothing is kept back', () => {
    expect(choose(['OWN_DATA', 'BREAK_GLASS', 'REFERRAL'])).toEqual(['REFERRAL', true, false]);
  });
});
