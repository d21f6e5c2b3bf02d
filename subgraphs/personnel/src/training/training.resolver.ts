import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { lastDayOf } from '../posting/days-in-force';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { assessTraining, finishTraining } from './assess-training.service';
import { HandbookEntry, TrainingAssessment } from './handbook.entity';
import { addHandbookEntry } from './handbook.service';
import { startTraining } from './start-training.service';
import { TrainingPlacementConnection } from './training.connection';
import { FinishTrainingArgs, TrainingPlacementInput, TrainingsArgs } from './training.inputs';
import { trainings } from './training-list.service';
import { TrainingPlacement } from './training-placement.entity';

@Resolver(() => TrainingPlacement)
export class TrainingResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => TrainingPlacementConnection, {
    nullable: true,
    description:
      'Trainings, newest first: for trainee and mentor their own, for personnel manager and office those at and from their institution, at a leading one of the whole consortium.',
  })
  trainings(@Args(() => TrainingsArgs) args: TrainingsArgs, @Ctx() context: PersonnelContext) {
    return trainings(context, args);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => TrainingPlacement, {
    description:
      'Sends a person of the viewer’s institution (lead institution: of the consortium) to learn with a senior mentor. Told again it is the same training.',
  })
  startTraining(
    @Arg('input', () => TrainingPlacementInput) input: TrainingPlacementInput,
    @Ctx() context: PersonnelContext,
  ) {
    return startTraining(context, input);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER')
  @Mutation(() => TrainingPlacement, {
    description:
      'By trainee, mentor and who manages either. A score is the mentor’s, from her or who manages the host; it may be told later.',
  })
  addHandbookEntry(
    @Arg('trainingId', () => ID) trainingId: string,
    @Arg('on', () => CalendarDay) on: string,
    @Arg('topic', () => String) topic: string,
    @Arg('score', () => Int, { nullable: true }) score: number | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return addHandbookEntry(context, { trainingId, on, topic, score });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER')
  @Mutation(() => TrainingPlacement, {
    description: 'How the mentor judges a month, once; from her or who manages the host.',
  })
  assessTraining(
    @Arg('trainingId', () => ID) trainingId: string,
    @Arg('month', () => String) month: string,
    @Arg('score', () => Int) score: number,
    @Arg('note', () => String, { nullable: true }) note: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return assessTraining(context, { trainingId, month, score, note });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER')
  @Mutation(() => TrainingPlacement, {
    description: 'The final result, by mentor or who manages the host.',
  })
  finishTraining(
    @Args(() => FinishTrainingArgs) args: FinishTrainingArgs,
    @Ctx() context: PersonnelContext,
  ) {
    return finishTraining(context, args);
  }

  @FieldResolver(() => CalendarDay, {
    nullable: true,
    description: 'Its last day; the planned one until it is finished.',
  })
  end(@Root() training: TrainingPlacement): string | null {
    return lastDayOf(training);
  }

  @FieldResolver(() => Practitioner)
  trainee(@Root() { traineeId }: TrainingPlacement, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, traineeId);
  }

  @FieldResolver(() => Practitioner)
  mentor(@Root() { mentorId }: TrainingPlacement, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, mentorId);
  }

  @FieldResolver(() => Institution)
  host(@Root() { hostId }: TrainingPlacement, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, hostId);
  }

  @FieldResolver(() => [HandbookEntry], { description: 'By day.' })
  handbook(@Root() { id }: TrainingPlacement, @Ctx() { trainings: loaders }: PersonnelContext) {
    return loaders.handbook.load(id);
  }

  @FieldResolver(() => [TrainingAssessment], { description: 'By month.' })
  assessments(@Root() { id }: TrainingPlacement, @Ctx() { trainings: loaders }: PersonnelContext) {
    return loaders.assessments.load(id);
  }
}
