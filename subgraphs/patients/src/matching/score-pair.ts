import { type MatchField, type MatchingRules, matchFields } from './matching-rules';
import type { Comparison } from './profile';

/** One field that speaks for one person (weight above 0) or against; never its value. */
export interface Evidence {
  readonly field: MatchField;
  readonly level: string;
  /** In bits: each doubles how likely it is. */
  readonly weight: number;
}

export interface PairScore {
  /** How likely both are one person, from 0 to 1. */
  readonly score: number;
  /** The strongest first. */
  readonly evidence: readonly Evidence[];
}

const household: readonly MatchField[] = ['phone', 'address'];

/** Weighs a comparison (Fellegi and Sunter): the prior, and each field that both sides state. */
export function scorePair(comparison: Comparison, rules: MatchingRules): PairScore {
  const weighed = matchFields.flatMap((field) => {
    const level = comparison[field];
    return level === null ? [] : [{ field, level, weight: rules.weight(field, level) }];
  });
  const evidence = limitHousehold(weighed, rules.householdAtMost);
  const bits = evidence.reduce(
    (sum, { weight }) => sum + weight,
    Math.log2(rules.prior / (1 - rules.prior)),
  );
  const probability = 1 / (1 + 2 ** -bits);
  const capped = rules.caps
    .filter(({ when }) => when.every((one) => one.levels.includes(comparison[one.field] ?? '')))
    .reduce((score, { mostScore }) => Math.min(score, mostScore), probability);
  const strongest = [...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return {
    score: sharesNumber(comparison) ? Math.max(capped, rules.sameNumber) : capped,
    evidence: strongest.map((one) => ({ ...one, weight: Math.round(one.weight * 10) / 10 })),
  };
}

/** Whether both hold one number: whatever speaks against it, a person has to look. */
export const sharesNumber = ({ residentId, number }: Comparison) =>
  residentId === 'SAME' || number === 'SAME';

/** Who shares a phone mostly shares a house: the weaker of the two says only what is left. */
function limitHousehold(evidence: readonly Evidence[], most: number): readonly Evidence[] {
  const speaking = evidence
    .filter(({ field, weight }) => household.includes(field) && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  let left = most;
  const limited = new Map<MatchField, number>();
  for (const { field, weight } of speaking) {
    limited.set(field, Math.min(weight, left));
    left -= Math.min(weight, left);
  }
  return evidence.map((one) => ({ ...one, weight: limited.get(one.field) ?? one.weight }));
}
