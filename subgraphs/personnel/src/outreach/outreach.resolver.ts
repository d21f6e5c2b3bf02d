import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { confirmVisit } from './confirm-visit.service';
import { logVisit } from './log-visit.service';
import { OutreachVisitConnection } from './outreach.connection';
import { OutreachVisitInput, OutreachVisitsArgs } from './outreach.inputs';
import { outreachVisits } from './outreach-list.service';
import { OutreachVisit } from './outreach-visit.entity';
import { withdrawVisit } from './withdraw-visit.service';

@Resolver(() => OutreachVisit)
export class OutreachResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => OutreachVisitConnection, {
    nullable: true,
    description:
      'The outreach log, newest first: visits to the viewer’s institution and her own; for its personnel manager and office also those of its people, at a leading one of the whole consortium.',
  })
  outreachVisits(
    @Args(() => OutreachVisitsArgs) args: OutreachVisitsArgs,
    @Ctx() context: PersonnelContext,
  ) {
    return outreachVisits(context, args);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER')
  @Mutation(() => OutreachVisit, {
    description:
      'By the visitor, or the personnel manager of the employer (lead institution: of the consortium), when it is over.',
  })
  logOutreachVisit(
    @Arg('input', () => OutreachVisitInput) input: OutreachVisitInput,
    @Ctx() context: PersonnelContext,
  ) {
    return logVisit(context, input);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER')
  @Mutation(() => OutreachVisit, {
    description: 'By the host’s people, once, and never by the visitor: only then it counts.',
  })
  confirmOutreachVisit(
    @Arg('id', () => ID) id: string,
    @Arg('practitionerId', () => ID, {
      nullable: true,
      description: 'Who of the host bears witness, where its personnel manager says so.',
    })
    practitionerId: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return confirmVisit(context, id, practitionerId);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER')
  @Mutation(() => OutreachVisit, {
    description:
      'Takes back what was logged wrongly, before the host confirms it: by the visitor, or by who manages her or the host.',
  })
  withdrawOutreachVisit(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PersonnelContext,
  ) {
    return withdrawVisit(context, id, reason);
  }

  @FieldResolver(() => Practitioner)
  practitioner(@Root() visit: OutreachVisit, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, visit.practitionerId);
  }

  @FieldResolver(() => Institution)
  host(@Root() visit: OutreachVisit, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, visit.hostId);
  }

  @FieldResolver(() => Practitioner, { nullable: true })
  confirmedBy(@Root() { confirmedById }: OutreachVisit, @Ctx() context: PersonnelContext) {
    return confirmedById === null ? null : existingPractitioner(context, confirmedById);
  }
}
