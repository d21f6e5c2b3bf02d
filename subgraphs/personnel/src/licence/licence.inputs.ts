import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { yearsLater } from '@lianyi/shared/time/calendar-day';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { LicenceCategory, LicenceKind } from './licence.entity';
import type { LicenceKindRule } from './licence-rules';

@InputType()
export class LicenceInput {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => LicenceKind)
  kind!: LicenceKind;

  @Field(() => String, { description: 'Digits and letters; 6 to 30 of them.' })
  number!: string;

  @Field(() => LicenceCategory, { nullable: true })
  category?: LicenceCategory | null;

  @Field(() => String, { nullable: true })
  scope?: string | null;

  @Field(() => CalendarDay)
  issuedOn!: string;

  @Field(() => CalendarDay, { nullable: true, description: 'The last day.' })
  expiresOn?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Institutions, the main place first; the employer where nothing is said.',
  })
  placeIds?: string[] | null;
}

@ArgsType()
export class ExpiringLicencesArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Days from today, this one included; unless said, as many as the county set.',
  })
  withinDays?: number | null;

  @Field(() => ID, { nullable: true, description: 'Of this employer’s people alone.' })
  institutionId?: string | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

/** Places named on a licence at most. */
const mostPlaces = 20;

/** Holds a licence to its kind and its days. Refuses with INVALID_INPUT naming the field. */
export function checkLicence(
  { expiresOn, issuedOn, number, placeIds, scope }: LicenceInput,
  { kind, mostYears }: LicenceKindRule,
  today: string,
) {
  checkText('number', number, { characters: 30 });
  if (!/^[0-9A-Z]{6,30}$/.test(number))
    throw new InvalidInput('number', 'must be 6 to 30 digits and capital letters.');
  checkOptionalText('scope', scope, { characters: 100 });
  if (issuedOn > today) throw new InvalidInput('issuedOn', 'must not lie in the future.');
  if (expiresOn != null && expiresOn < issuedOn)
    throw new InvalidInput('expiresOn', 'must not be before issuedOn.');
  if (mostYears !== null && (expiresOn == null || expiresOn > yearsLater(issuedOn, mostYears)))
    throw new InvalidInput('expiresOn', `${kind} is issued for ${mostYears} years at most.`);
  if (placeIds && (placeIds.length === 0 || placeIds.length > mostPlaces))
    throw new InvalidInput('placeIds', `must be from 1 to ${mostPlaces}.`);
}
