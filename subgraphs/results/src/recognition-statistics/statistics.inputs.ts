import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType } from 'type-graphql';

/** First and last calendar day, Asia/Shanghai. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

@InputType({ description: 'Which decisions and offers; what is absent is not asked.' })
export class RecognitionFilterInput {
  @Field(() => ID, { nullable: true })
  institutionId?: string | null;

  @Field(() => ID, { nullable: true })
  itemCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Empty: where none was named.' })
  department?: string | null;

  @Field(() => ID, { nullable: true })
  physicianId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only results of other institutions (mutual recognition proper), or only the institution’s own.',
  })
  ofOthers?: boolean | null;
}

/** Refuses a period that is none and texts that no column holds. Names the field. */
export function checkAsked({ start, end }: Days, filter: RecognitionFilterInput) {
  if (end < start) throw new InvalidInput('period', 'ends before it starts.');
  const { institutionId, itemCode, department, physicianId } = filter;
  checkOptionalText('filter.institutionId', institutionId, { characters: 36 });
  checkOptionalText('filter.itemCode', itemCode, { characters: 100 });
  checkOptionalText('filter.department', department, { characters: 100, mayBeEmpty: true });
  checkOptionalText('filter.physicianId', physicianId, { characters: 200 });
}
