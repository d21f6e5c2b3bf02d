import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { isPlainId } from '@lianyi/shared/text/shown-id';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { AccessPolicy } from '../policy/access-policy';
import { readWords } from '../policy/read-words';
import type { RegistrationRules } from '../policy/registration-rules';
import { RestrictionKind } from './record-restriction.entity';
import type { RestrictionInput } from './restriction.inputs';

/** What a patient asked for, checked by itself. */
export interface RestrictionWish {
  readonly kind: RestrictionKind;
  readonly institutionId: string | null;
  readonly requestedOn: string;
  readonly note: string;
}

export interface WishRules {
  readonly policy: Pick<AccessPolicy, 'restrictionNote'>;
  readonly rules: Pick<RegistrationRules, 'earliestBirth'>;
  readonly now: Date;
}

/** Refuses with INVALID_INPUT naming the field. */
export function readRestriction(
  { kind, institutionId = null, requestedOn, note }: RestrictionInput,
  { policy, rules, now }: WishRules,
): RestrictionWish {
  const today = shanghaiDay(now);
  const asked = requestedOn ?? today;
  if ((kind === RestrictionKind.INSTITUTION) !== (institutionId !== null))
    throw new InvalidInput('input.institutionId', 'must be given with INSTITUTION, and only then.');
  if (institutionId !== null && !isPlainId(institutionId))
    throw new InvalidInput('input.institutionId', 'names no registered institution.');
  if (asked > today || asked < rules.earliestBirth)
    throw new InvalidInput('input.requestedOn', 'must be today or a day before.');
  return {
    kind,
    ...{ institutionId, requestedOn: asked },
    note: readRestrictionNote(note, 'input.note', policy),
  };
}

/** Why a restriction is recorded or lifted, as it is kept. */
export const readRestrictionNote = (
  note: string,
  field: string,
  { restrictionNote }: Pick<AccessPolicy, 'restrictionNote'>,
): string => readWords(note, field, { ...restrictionNote, saying: 'what the patient asked for' });
