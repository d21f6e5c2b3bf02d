import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType } from 'type-graphql';
import { InstitutionTier } from './institution.entity';
import { isCategoryCode } from './institution-code';

@InputType()
export class InstitutionInput {
  @Field(() => ID, { description: 'What all systems name it by: small letters, digits, hyphens.' })
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => InstitutionTier)
  tier!: InstitutionTier;

  @Field(() => String, { description: 'GB/T 2260 division code: 6, 9 or 12 digits.' })
  regionCode!: string;

  @Field(() => ID, { nullable: true, description: 'The institution above it.' })
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Unified social credit code (GB 32100).' })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Code of a medical institution.' })
  institutionCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Its category (WS 218), such as C220.' })
  categoryCode?: string | null;
}

@InputType({
  description: 'What is not named stays as it is; what may be missing is cleared by null.',
})
export class InstitutionChangeInput {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => InstitutionTier, { nullable: true, description: 'Until it is a member.' })
  tier?: InstitutionTier | null;

  @Field(() => String, { nullable: true })
  regionCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Until it is a member.' })
  parentId?: string | null;

  @Field(() => String, { nullable: true })
  creditCode?: string | null;

  @Field(() => String, { nullable: true })
  institutionCode?: string | null;

  @Field(() => String, { nullable: true })
  categoryCode?: string | null;
}

/** What is told of an institution. */
export type InstitutionFacts = Omit<InstitutionInput, 'id'>;

const ids = /^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$/;
const divisions = /^[0-9]{6}(?:[0-9]{3}){0,2}$/;

/** Refuses an id that does not stand in every address and file. */
export function checkInstitutionId(id: string) {
  if (!ids.test(id))
    throw new InvalidInput('id', 'must be 1 to 36 small letters, digits and hyphens.');
}

/** Refuses what cannot be stored or is of no known form; of codes alone the length, as odd ones are in lawful use. */
export function checkFacts(facts: InstitutionFacts) {
  checkText('name', facts.name, { characters: 100 });
  if (!divisions.test(facts.regionCode))
    throw new InvalidInput('regionCode', 'must be a division code of 6, 9 or 12 digits.');
  checkOptionalText('creditCode', facts.creditCode, { characters: 18 });
  checkOptionalText('institutionCode', facts.institutionCode, { characters: 22 });
  if (facts.categoryCode != null && !isCategoryCode(facts.categoryCode))
    throw new InvalidInput('categoryCode', 'must be a letter and three digits, such as C220.');
}
