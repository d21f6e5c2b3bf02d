import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Field, ID, InputType } from 'type-graphql';
import type { Catalogue } from '../catalogue/catalogue';
import type { RecognitionScope } from '../catalogue/scope';
import { RecognitionScopeEnum } from './quality.entity';

@InputType()
export class QualityRecordInput {
  @Field(() => ID)
  institutionId!: string;

  @Field(() => ID, { description: 'An item, or a whole modality such as CT-ALL.' })
  itemCode!: string;

  @Field(() => RecognitionScopeEnum)
  scope!: RecognitionScope;

  @Field(() => String)
  mark!: string;

  @Field(() => String)
  assessor!: string;

  @Field(() => Boolean)
  passed!: boolean;

  @Field(() => CalendarDay)
  validFrom!: string;

  @Field(() => CalendarDay, { description: 'The last day it holds.' })
  validTo!: string;
}

@InputType()
export class QualityControlInput {
  @Field(() => ID, { description: 'An item, or a whole modality such as CT-ALL.' })
  itemCode!: string;

  @Field(() => CalendarDay, { description: 'Asia/Shanghai.' })
  day!: string;

  @Field(() => Boolean)
  inControl!: boolean;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

/** No hospital kept records of quality before; a year typed wrongly does not count for centuries. */
const [earliest, latest] = ['1950-01-01', '2199-12-31'];

/** Refuses, before anything is written, what no round can be. Names the field. */
export function checkQualityRecord(input: QualityRecordInput, catalogue: Catalogue) {
  const { itemCode, scope, mark, validFrom, validTo } = input;
  if (catalogue.find(itemCode) === null)
    throw new InvalidInput('itemCode', 'is no item of the catalogue.');
  checkText('mark', mark, { characters: 40 });
  checkText('assessor', input.assessor, { characters: 100 });
  const { marks } = catalogue.scopes;
  const stands = marks.get(mark.trim());
  if (stands && stands !== scope) throw new InvalidInput('scope', `the mark stands for ${stands}.`);
  if (scope === 'REGION' && !stands)
    throw new InvalidInput(
      'mark',
      'is the mark of no region that is known; it would reach nobody.',
    );
  if (validFrom < earliest) throw new InvalidInput('validFrom', `lies before ${earliest}.`);
  if (validTo > latest) throw new InvalidInput('validTo', `lies after ${latest}.`);
  if (validTo < validFrom) throw new InvalidInput('validTo', 'lies before validFrom.');
}

/** Refuses a day to come: nobody has controlled anything on it. Names the field. */
export function checkQualityControl(input: QualityControlInput, catalogue: Catalogue, now: Date) {
  if (catalogue.find(input.itemCode) === null)
    throw new InvalidInput('itemCode', 'is no item of the catalogue.');
  if (input.day > shanghaiDay(now)) throw new InvalidInput('day', 'lies in the future.');
  if (input.day < earliest) throw new InvalidInput('day', `lies before ${earliest}.`);
  checkOptionalText('note', input.note, { characters: 500, mayBeEmpty: true });
}
