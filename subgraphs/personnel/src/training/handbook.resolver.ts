import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { HandbookEntry, TrainingAssessment } from './handbook.entity';

@Resolver(() => HandbookEntry)
export class HandbookEntryResolver {
  @FieldResolver(() => Practitioner, { nullable: true })
  assessedBy(@Root() { assessedById }: HandbookEntry, @Ctx() context: PersonnelContext) {
    return assessedById === null ? null : existingPractitioner(context, assessedById);
  }
}

@Resolver(() => TrainingAssessment)
export class TrainingAssessmentResolver {
  @FieldResolver(() => Practitioner)
  assessedBy(@Root() { assessedById }: TrainingAssessment, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, assessedById);
  }
}
