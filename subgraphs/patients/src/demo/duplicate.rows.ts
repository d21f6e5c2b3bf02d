import type { County } from '@lianyi/shared/demo/county';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type { Person } from '@lianyi/shared/demo/person-types';
import type { MatchingRules } from '../matching/matching-rules';
import { compareProfiles, type Profile } from '../matching/profile';
import { scorePair } from '../matching/score-pair';
import { Gender } from '../patient/patient.entity';
import { CandidateStatus } from '../registration/duplicate-candidate.entity';

/** Of so many residents two stand in the index twice; one of the two was found out, and merged. */
const [every, openAt, mergedAt] = [150, 11, 31];
/** The hospital that registered her again, without asking for her number. */
const institutionId = 'people-hospital';
/** Twins of the cast, told apart by a person. */
const twins = { second: 6, first: 5 } as const;
const decider = { name: '云溪县中医院 质控人员', subject: 'quality-manager@county-hospital' };
const deciderInstitutionId = 'county-hospital';

export const isDouble = ({ index }: Person) => [openAt, mergedAt].includes(index % every);

const isMerged = ({ index }: Person) => index % every === mergedAt;

/** Of which person the second record is: its own, until somebody found out. */
export const personOfDouble = (seed: number, person: Person) =>
  isMerged(person)
    ? { personId: person.id, mergedInto: person.id }
    : { personId: demoId(seed, 'OTHER', person.index), mergedInto: null };

/** The second record of a resident: name, sex and day of birth, and no number. */
export const doubleOf = (seed: number, person: Person, registeredAt: Date) => ({
  id: demoId(seed, 'OTHER', person.index),
  ...{ name: person.name, gender: Gender[person.gender], birthDate: person.birthDate },
  ...{ phone: null, address: null, registeredBy: institutionId, registeredAt },
});

export const refSourceOf = (seed: number, { index }: Person) => ({
  institutionId,
  sourceKey: `demo ${index}`,
  patientId: demoId(seed, 'OTHER', index),
});

/** Twins were noted when they were born, before they had numbers of their own. */
const asNoted = ({ name, gender, birthDate, phone, address }: Person): Profile => ({
  name,
  ...{ gender, birthDate, phone, address, numbers: [] },
});

function weigh(one: Profile, other: Profile, matching: MatchingRules) {
  const { score, evidence } = scorePair(compareProfiles(one, other), matching);
  return { score, evidence: [...evidence] };
}

/** Records for a person to decide on: open, merged, or dismissed as two people. */
export function candidateRows(
  { seed, person: residentOf }: Pick<County, 'seed' | 'person'>,
  person: Person,
  { createdAt, matching }: { readonly createdAt: Date; readonly matching: MatchingRules },
) {
  const { index, id } = person;
  const row = { id: demoId(seed, 'OTHER', index, 1), createdAt };
  const decided = { decidedAt: createdAt, decidedBy: decider.name };
  if (isDouble(person)) {
    const known = asNoted(person);
    const weighed = weigh({ ...known, phone: null, address: null }, known, matching);
    const pair = { patientId: demoId(seed, 'OTHER', index), otherId: id };
    const outcome = isMerged(person)
      ? { ...decided, status: CandidateStatus.MERGED, mergeId: mergeIdOf(seed, person) }
      : { status: CandidateStatus.OPEN };
    return [{ ...row, ...pair, ...weighed, ...outcome }];
  }
  if (index !== twins.second) return [];
  const first = residentOf(twins.first);
  const weighed = weigh(asNoted(person), asNoted(first), matching);
  const status = CandidateStatus.DISMISSED;
  return [{ ...row, ...decided, patientId: id, otherId: first.id, ...weighed, status }];
}

const mergeIdOf = (seed: number, { index }: Person) => demoId(seed, 'OTHER', index, 2);

/** The merges of doubles that were found out. */
export const mergeRows = (seed: number, person: Person, at: Date) =>
  isMerged(person)
    ? [
        {
          id: mergeIdOf(seed, person),
          candidateId: demoId(seed, 'OTHER', person.index, 1),
          ...{ patientId: demoId(seed, 'OTHER', person.index), intoId: person.id, mergedAt: at },
          ...{ mergedBy: decider.subject, mergedAtInstitutionId: deciderInstitutionId },
        },
      ]
    : [];
