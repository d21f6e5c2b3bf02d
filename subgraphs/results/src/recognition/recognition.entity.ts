import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { RecognitionScope } from '../catalogue/scope';
import { RecognitionScopeEnum } from '../quality/quality.entity';
import {
  type RecognitionObstacle,
  type RecognitionStatus,
  recognitionObstacles,
  recognitionStatuses,
  type Verdict,
} from './recognize';

const RecognitionStatusEnum = Object.fromEntries(recognitionStatuses.map((one) => [one, one]));
registerEnumType(RecognitionStatusEnum, { name: 'RecognitionStatus' });
const RecognitionObstacleEnum = Object.fromEntries(recognitionObstacles.map((one) => [one, one]));
registerEnumType(RecognitionObstacleEnum, { name: 'RecognitionObstacle' });

/** A verdict as clients see it. */
@ObjectType({
  description:
    'Every obstacle is listed, not only the first. `mark` is the widest scope’s printed mark, such as 全国HR.',
})
export class Recognition implements Verdict {
  @Field(() => RecognitionStatusEnum)
  status!: RecognitionStatus;

  @Field(() => RecognitionScopeEnum, { nullable: true })
  scope!: RecognitionScope | null;

  @Field(() => String, { nullable: true })
  mark!: string | null;

  @Field(() => Date, { nullable: true })
  validUntil!: Date | null;

  @Field(() => [RecognitionObstacleEnum])
  obstacles!: readonly RecognitionObstacle[];
}
