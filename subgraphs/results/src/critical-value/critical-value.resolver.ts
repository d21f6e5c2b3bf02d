import {
  Arg,
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
import type { ResultsContext } from '../context';
import { ExamReport } from '../exam-report/exam-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { examOf, observationOf } from './critical-report.service';
import { findCriticalValues, findEscalations } from './critical-value.service';
import {
  CriticalValue,
  CriticalValueConnection,
  CriticalValueEscalationConnection,
  type CriticalValueStatus,
  CriticalValueStatusEnum,
} from './critical-value.view';
import { acknowledgeCriticalValue, handleCriticalValue } from './settle.service';

@Resolver(() => CriticalValue)
export class CriticalValueResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER')
  @Query(() => CriticalValueConnection, {
    nullable: true,
    description:
      'Critical values that concern the viewer’s institution: what waits first, by its due time, then what is over, newest first. Those of patients whose record does not open are left out, so that a page may be short.',
  })
  criticalValues(
    @Arg('status', () => CriticalValueStatusEnum, { nullable: true })
    status: CriticalValueStatus | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return findCriticalValues(context, { status, first, after });
  }

  // Which roles are on duty is the county's to say: the service holds them to its file.
  @Authorized()
  @Query(() => CriticalValueEscalationConnection, {
    nullable: true,
    description:
      'For who is on duty: values of the viewer’s institution nobody acknowledged in time, longest overdue first.',
  })
  criticalValueEscalations(
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return findEscalations(context, { first, after });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => CriticalValue, {
    description:
      'Takes a value on; who was first stays. What is read back must be what was reported.',
  })
  acknowledgeCriticalValue(
    @Arg('id', () => ID) id: string,
    @Arg('readBack', () => String, {
      nullable: true,
      description: 'The value as it was understood; of an exam, words of its conclusion.',
    })
    readBack: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return acknowledgeCriticalValue(context, id, readBack ?? null);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => CriticalValue, {
    description: 'Records what was done about a value that was acknowledged.',
  })
  handleCriticalValue(
    @Arg('id', () => ID) id: string,
    @Arg('handling', () => String) handling: string,
    @Ctx() context: ResultsContext,
  ) {
    return handleCriticalValue(context, id, handling);
  }

  @FieldResolver(() => Observation, {
    nullable: true,
    description: 'The laboratory value, in the last version of its report in which it stood.',
  })
  observation(@Root() value: CriticalValue, @Ctx() context: ResultsContext) {
    return observationOf(context, value);
  }

  @FieldResolver(() => ExamReport, { nullable: true })
  examReport(@Root() value: CriticalValue, @Ctx() context: ResultsContext) {
    return examOf(context, value);
  }
}
