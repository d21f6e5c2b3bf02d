import { Field, Int, ObjectType } from 'type-graphql';
import { PriorityGroup } from '../contract/priority-group.view';
import type { ContractRules } from '../policy/contract-rules';
import type { RegisterRule } from '../policy/register-rules';

@ObjectType({ description: 'A register of a priority group or a chronic disease.' })
export class RegisterDefinition {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  englishName!: string;

  @Field(() => PriorityGroup, { nullable: true, description: 'The group it counts in.' })
  group!: PriorityGroup | null;

  @Field(() => Int, { description: 'Days from one follow-up to the next.' })
  followUpDays!: number;

  @Field(() => [String], { description: 'Beginnings of the ICD-10 codes that qualify.' })
  qualifyingCodes!: readonly string[];

  @Field(() => Int, { nullable: true, description: 'Full years on the day of joining.' })
  ageAtLeast!: number | null;

  @Field(() => Int, { nullable: true })
  ageUnder!: number | null;

  @Field(() => Boolean, { description: 'Whether being on it is for the treating side alone.' })
  sensitive!: boolean;
}

export const toDefinition = (
  { group, ...rule }: RegisterRule,
  { priorityGroups }: Pick<ContractRules, 'priorityGroups'>,
): RegisterDefinition =>
  Object.assign(new RegisterDefinition(), rule, {
    group: group === null ? null : (priorityGroups.get(group) ?? null),
  });
