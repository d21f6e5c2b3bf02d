import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { Coding, CodingInput } from '@lianyi/shared/graphql/coding';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { RegistrationRules } from '../policy/registration-rules';
import type { EncounterClass } from './encounter.entity';
import type { EncounterInput } from './encounter.inputs';

/** What a sender says of an encounter, checked. */
export interface EncounterContent {
  readonly class: EncounterClass;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Null where the sender says nothing of them: what stands stays. */
  readonly diagnoses: readonly Coding[] | null;
}

const longest = { sourceId: 100, system: 100, code: 50, display: 200 };
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** Checks an encounter by itself; refuses with INVALID_INPUT naming the field. */
export function readEncounter(
  input: EncounterInput,
  rules: RegistrationRules,
  now: Date,
): EncounterContent & { readonly sourceId: string } {
  const { startedAt, endedAt = null } = input;
  const latest = now.getTime() + rules.clockToleranceMinutes * 60_000;
  if (startedAt.getTime() > latest)
    throw new InvalidInput('input.startedAt', 'must not be in the future.');
  if (shanghaiDay(startedAt) < rules.earliestBirth)
    throw new InvalidInput('input.startedAt', 'is too long ago.');
  if (endedAt && endedAt < startedAt)
    throw new InvalidInput('input.endedAt', 'must not be before startedAt.');
  if (endedAt && endedAt.getTime() > latest)
    throw new InvalidInput('input.endedAt', 'must not be in the future.');
  return {
    sourceId: readText(input.sourceId, longest.sourceId, 'input.sourceId'),
    ...{ class: input.class, startedAt, endedAt },
    diagnoses: input.diagnoses ? readDiagnoses(input.diagnoses, rules) : null,
  };
}

function readDiagnoses(
  given: readonly CodingInput[],
  { diagnosesPerEncounter }: RegistrationRules,
) {
  if (given.length > diagnosesPerEncounter)
    throw new InvalidInput('input.diagnoses', `must be at most ${diagnosesPerEncounter}.`);
  return given.map(({ system, code, display }, at) => {
    const field = `input.diagnoses[${at}]`;
    return {
      system: readText(system, longest.system, `${field}.system`),
      code: readText(code, longest.code, `${field}.code`),
      display: readText(display, longest.display, `${field}.display`),
    };
  });
}

function readText(text: string, most: number, field: string): string {
  // Spaces at the end count on one engine and not on the other.
  const trimmed = text.trim();
  if (trimmed === '') throw new InvalidInput(field, 'must not be empty.');
  if (unprintable.test(trimmed))
    throw new InvalidInput(field, 'must hold printable characters only.');
  if (Array.from(trimmed).length > most)
    throw new InvalidInput(field, `must have at most ${most} characters.`);
  return trimmed;
}

/** Refuses an encounter before the patient's birth. */
export function checkAfterBirth({ startedAt }: EncounterContent, birthDate: string | null) {
  if (birthDate !== null && shanghaiDay(startedAt) < birthDate)
    throw new InvalidInput('input.startedAt', 'is before the patient was born.');
}
