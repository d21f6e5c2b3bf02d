import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProfile } from '../testing/profile.arbitrary';
import { compareNames, isUnnamed } from './compare-names';
import { decideMatch } from './decide-match';
import { readMatchingRules } from './matching-rules';
import { compareFirmDays, compareProfiles, type Profile } from './profile';
import { scorePair } from './score-pair';

const rules = readMatchingRules();
const decide = (profile: Profile, known: Profile) =>
  decideMatch(profile, [{ id: 'record', personId: 'record', profile: known }], rules);

describe('whatever two persons are', () => {
  const pairs = fc.tuple(aProfile, aProfile);
  const runs = { numRuns: 1000 };

  it('comparing them is the same from either side', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        expect(compareProfiles(one, other)).toEqual(compareProfiles(other, one));
      }),
      runs,
    );
  });

  it('they link by the same characters only, and against no guard', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        if (decide(one, other).link === null) return;
        const { residentId, gender } = compareProfiles(one, other);
        const birthDate = compareFirmDays(one, other);
        expect(compareNames(one.name, other.name)).toBe('SAME');
        expect(isUnnamed(one.name) || isUnnamed(other.name)).toBe(false);
        expect(residentId).not.toBe('DISAGREE');
        expect(gender).not.toBe('DISAGREE');
        expect(birthDate).not.toBe('DISAGREE');
      }),
      runs,
    );
  });

  it('the score is a probability, the same from either side', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const { score } = scorePair(compareProfiles(one, other), rules);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(scorePair(compareProfiles(other, one), rules).score).toBe(score);
      }),
      runs,
    );
  });

  it('more agreement never lowers the score', () => {
    const fields = ['birthDate', 'gender', 'phone', 'address', 'residentId', 'number'] as const;
    fc.assert(
      fc.property(pairs, fc.constantFrom(...fields), ([one, other], field) => {
        const comparison = compareProfiles(one, other);
        const agreeing = { ...comparison, [field]: 'SAME' };
        const [before, after] = [scorePair(comparison, rules), scorePair(agreeing, rules)];
        expect(after.score).toBeGreaterThanOrEqual(before.score);
      }),
      runs,
    );
  });

  it('no evidence tells a value', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const { evidence } = scorePair(compareProfiles(one, other), rules);
        const told = new Set(evidence.flatMap((each) => Object.keys(each)));
        expect([...told].every((key) => ['field', 'level', 'weight'].includes(key))).toBe(true);
        expect(evidence.every(({ level }) => /^[A-Z_]+$/.test(level))).toBe(true);
      }),
      runs,
    );
  });
});
