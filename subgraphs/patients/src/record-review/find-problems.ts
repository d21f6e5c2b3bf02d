import type { Coding } from '@lianyi/shared/graphql/coding';
import type { Encounter } from '../encounter/encounter.entity';
import type { Gender } from '../patient/patient.entity';
import type { FindingRules, RecordFinding } from './finding-rules';

/** What stands in a record, as far as the rules look at it. */
export interface RecordFacts
  extends Pick<Encounter, 'class' | 'diagnoses' | 'endedAt' | 'practitionerId' | 'startedAt'> {
  readonly gender: Gender | null;
  /** When its sender changed it last; null: never. */
  readonly changedAt: Date | null;
}

const hour = 3_600_000;

/** The codes of the problems that the rules see in a record, each once. */
export function findProblems(facts: RecordFacts, rules: FindingRules): string[] {
  const seen = Object.entries(checks).flatMap(([finding, holds]) =>
    holds(facts, rules) ? (rules.findings.get(finding as RecordFinding) ?? []) : [],
  );
  const longest = rules.longest.get(facts.class);
  if (longest && lengthOf(facts) > longest.hours * hour) seen.push(longest.problem);
  return [...new Set(seen)].sort();
}

const lengthOf = ({ endedAt, startedAt }: RecordFacts) =>
  endedAt === null ? 0 : endedAt.getTime() - startedAt.getTime();

type Check = (facts: RecordFacts, rules: FindingRules) => boolean;

const checks: Readonly<Record<RecordFinding, Check>> = {
  NO_DIAGNOSIS: ({ diagnoses }) => diagnoses.length === 0,
  UNCODED_DIAGNOSIS: ({ diagnoses }, { codeForms }) =>
    diagnoses.some(({ code, system }) => !codeForms.get(system.toUpperCase())?.test(code)),
  SYMPTOM_ONLY: ({ class: kind, diagnoses }, { symptoms }) =>
    kind === symptoms.class &&
    diagnoses.length > 0 &&
    diagnoses.every((one) => isWithin(one, symptoms)),
  OTHER_SEX: ({ diagnoses, gender }, { onlyFor }) =>
    onlyFor.some(
      (one) =>
        isOther(gender, one.gender) && diagnoses.some((diagnosis) => isWithin(diagnosis, one)),
    ),
  NO_PRACTITIONER: ({ practitionerId }) => practitionerId === null,
  LATE_CHANGE: ({ changedAt, endedAt }, { lateChangeDays }) =>
    changedAt !== null &&
    endedAt !== null &&
    changedAt.getTime() - endedAt.getTime() > lateChangeDays * 24 * hour,
};

/** Sex unknown or not stated contradicts nothing. */
const isOther = (gender: Gender | null, only: Gender) =>
  (gender === 'MALE' || gender === 'FEMALE') && gender !== only;

function isWithin({ code }: Coding, { from, to }: { readonly from: string; readonly to: string }) {
  const category = code.trim().toUpperCase().slice(0, 3);
  return from <= category && category <= to;
}
