import { isUnnamed } from './compare-names';
import type { MatchingRules } from './matching-rules';
import {
  type Comparison,
  compareFirmDays,
  compareProfiles,
  type Profile,
  type ProfileNumber,
} from './profile';
import { type Evidence, scorePair } from './score-pair';

/** A record that may be the same person's. */
export interface Known {
  readonly id: string;
  /** The person the record belongs to. */
  readonly personId: string;
  readonly profile: Profile;
  /** A part of it cannot be read, and might speak against: it is a candidate at most. */
  readonly damaged?: boolean;
}

export interface WeighedCandidate {
  readonly id: string;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

export interface Decision {
  /** The record that is near-certainly hers; null where none is, or two persons' are. */
  readonly link: string | null;
  /** For each person who may be she her likeliest record, the best first; empty where one links. */
  readonly candidates: readonly WeighedCandidate[];
}

/**
 * Whom somebody without an agreeing number may be among records that resemble her. Contested
 * numbers, which somebody else holds, say nothing of her; but whoever has a resident number of
 * her own links to nobody who came with another.
 */
export function decideMatch(
  profile: Profile,
  known: readonly Known[],
  rules: MatchingRules,
  contested: readonly ProfileNumber[] = [],
): Decision {
  const ranked = rank(profile, known, rules, contested);
  const linking = ranked.filter(({ links }) => links);
  const [first] = linking;
  const persons = new Set(linking.map(({ personId }) => personId));
  // Where somebody else is likelier still, although she may not link, it is not certain either.
  if (first && persons.size === 1 && ranked[0]?.personId === first.personId)
    return { link: first.id, candidates: [] };
  const likely = ranked.filter(
    ({ personId, score }, at) =>
      score >= rules.candidateFrom && ranked.findIndex((one) => one.personId === personId) === at,
  );
  return { link: null, candidates: likely.slice(0, rules.candidatesAtMost).map(asCandidate) };
}

/** Whether one of these records has the very name and what else describes her, numbers aside. */
export const isDescribedBy = (profile: Profile, known: readonly Known[]): boolean =>
  known.some((one) =>
    mayLink(
      compareProfiles({ ...profile, numbers: [] }, { ...one.profile, numbers: [], gender: '' }),
    ),
  );

/** All of these records as candidates: they hold a number of hers, so a person has to look. */
export const weighAll = (
  profile: Profile,
  known: readonly Known[],
  rules: MatchingRules,
): readonly WeighedCandidate[] => rank(profile, known, rules).map(asCandidate);

const asCandidate = ({ id, score, evidence }: WeighedCandidate) => ({ id, score, evidence });

/** The likeliest first. */
function rank(
  profile: Profile,
  known: readonly Known[],
  rules: MatchingRules,
  contested: readonly ProfileNumber[] = [],
) {
  const carried = { ...profile, numbers: [...profile.numbers, ...contested] };
  const weighed = known.map((one) => {
    const comparison = compareProfiles(profile, one.profile);
    const { residentId } = compareProfiles(carried, one.profile);
    const unnamed = isUnnamed(profile.name) || isUnnamed(one.profile.name);
    const { score, evidence } = scorePair(comparison, rules);
    const birthDate = compareFirmDays(profile, one.profile);
    const guarded = { ...comparison, residentId, birthDate };
    const may = !unnamed && one.damaged !== true;
    const links = score >= rules.linkFrom && may && mayLink(guarded);
    return { id: one.id, personId: one.personId, score, evidence, links };
  });
  return weighed.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/**
 * What has to hold, whatever the weights say, before two records link without an agreeing
 * number. Not data: merging two people is worse than keeping one twice, so a county may ask for
 * more by its thresholds but never for less.
 */
export function mayLink(comparison: Comparison): boolean {
  const { name, gender, residentId } = comparison;
  // Twins differ in their names, by a sound at least in writing, and in their numbers.
  if (name !== 'SAME' || residentId === 'DISAGREE' || gender === 'DISAGREE') return false;
  return isBackedUp(comparison);
}

/** Namesakes born on one day exist: something else has to agree that they do not share. */
function isBackedUp({ birthDate, phone, address, number }: Comparison): boolean {
  const firmly = [phone === 'SAME', address === 'SAME'];
  const unopposed = phone !== 'DISAGREE' && (address === null || address === 'VILLAGE');
  if (birthDate === 'SAME')
    return (
      firmly.includes(true) ||
      phone === 'ONE_DIGIT' ||
      (unopposed && (number === 'ONE_DIGIT' || address === 'VILLAGE'))
    );
  if (birthDate === 'SWAPPED' || birthDate === 'ONE_DIGIT') return firmly.includes(true);
  return birthDate === null && !firmly.includes(false);
}
