import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ResultsContext } from '../context';
import { ResultItem } from '../result-item/result-item.entity';
import { RecognitionDecision } from './recognition-decision.entity';
import { RecognitionDecisionInput } from './recognition-decision.inputs';
import { decideRecognition } from './recognition-decision.service';
import { RepeatReasonText } from './repeat-reason.view';

@Resolver(() => RecognitionDecision)
export class RecognitionDecisionResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => RecognitionDecision, {
    description:
      'REPEATED needs a reason; OTHER_CLINICAL_NEED needs a note. The same decision again is the same row; another on the same day for the same patient, item and visit replaces it.',
  })
  decideRecognition(
    @Arg('input', () => RecognitionDecisionInput) input: RecognitionDecisionInput,
    @Ctx() context: ResultsContext,
  ) {
    return decideRecognition(context, input);
  }

  @FieldResolver(() => ResultItem)
  item(
    @Root() { itemCode }: RecognitionDecision,
    @Ctx() { orderables, items, instant }: ResultsContext,
  ): ResultItem {
    // A code that has left the catalogue since stands for itself.
    return orderables(itemCode, instant) ?? items.laboratory(itemCode, false, null, instant);
  }
}

@Resolver()
export class RepeatReasonsResolver {
  @Authorized()
  @Query(() => [RepeatReasonText], {
    nullable: true,
    description: 'The six reasons of 国卫医发〔2022〕6号, then the county’s own.',
  })
  repeatReasons(@Ctx() { decisionRules }: ResultsContext): readonly RepeatReasonText[] {
    return decisionRules.reasons.all;
  }
}
