import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { yearsLater } from '@lianyi/shared/time/calendar-day';
import type { Institution } from '../institution/institution.entity';
import type { Practitioner } from '../practitioner/practitioner.entity';
import { TrainingKind } from './training-placement.entity';
import type { TrainingRules } from './training-rules';

/**
 * Refuses a mentor who does not work at the host, whose title is too low, or who has not held it
 * long enough on the first day (PE-30); names the field.
 */
export function checkMentor(
  mentor: Practitioner,
  host: Institution,
  start: string,
  rules: TrainingRules,
) {
  if (mentor.employerId !== host.id)
    throw new InvalidInput('mentorId', 'does not work for the host.');
  const years = rules.yearsInTitle(mentor.titleLevel);
  if (years === null) throw new InvalidInput('mentorId', 'has too low a title for a mentor.');
  if (years === 0) return;
  if (mentor.titleSince === null)
    throw new InvalidInput('mentorId', 'has a title that it is not known since when.');
  if (yearsLater(mentor.titleSince, years) > start)
    throw new InvalidInput('mentorId', `has not held the title for ${years} years on the start.`);
}

/** Refuses a host that the kind does not lead to: an apprenticeship goes one level down (PE-31). */
export function checkPlace(
  kind: TrainingKind,
  host: Institution,
  own: Institution,
  rules: TrainingRules,
) {
  if (host.id === own.id) throw new InvalidInput('hostId', 'is the trainee’s own institution.');
  const fits =
    kind === TrainingKind.FURTHER_TRAINING
      ? rules.furtherTrainingHosts.includes(host.tier)
      : rules.apprenticeshipLevels.some(
          ({ mentorTiers, traineeTiers }) =>
            mentorTiers.includes(host.tier) && traineeTiers.includes(own.tier),
        );
  if (!fits)
    throw new InvalidInput('hostId', `${kind} does not lead from ${own.tier} to ${host.tier}.`);
}
