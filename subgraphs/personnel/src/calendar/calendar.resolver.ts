import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { CalendarEntryInput } from './calendar.inputs';
import { CalendarEntry } from './calendar-entry.entity';
import { cancelCalendarEntry } from './cancel-entry.service';
import { changeCalendarEntry, planCalendarEntry } from './plan-entry.service';

@Resolver(() => CalendarEntry)
export class CalendarEntryResolver {
  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => CalendarEntry, {
    description:
      'Plans when a person of the viewer’s institution (lead institution: of the consortium) is at a place. Told again it is the same entry.',
  })
  planCalendarEntry(
    @Arg('input', () => CalendarEntryInput) input: CalendarEntryInput,
    @Ctx() context: PersonnelContext,
  ) {
    return planCalendarEntry(context, input);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => CalendarEntry, {
    description: 'Changes an entry before its first day. CONFLICT once it has begun.',
  })
  changeCalendarEntry(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => CalendarEntryInput) input: CalendarEntryInput,
    @Ctx() context: PersonnelContext,
  ) {
    return changeCalendarEntry(context, id, input);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => CalendarEntry, {
    description: 'Cancels the sessions from a day on; today where none is named.',
  })
  cancelCalendarEntry(
    @Arg('id', () => ID) id: string,
    @Arg('from', () => CalendarDay, { nullable: true }) from: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return cancelCalendarEntry(context, id, from);
  }

  @FieldResolver(() => Practitioner)
  practitioner(@Root() entry: CalendarEntry, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, entry.practitionerId);
  }

  @FieldResolver(() => Institution, { description: 'The place.' })
  institution(@Root() entry: CalendarEntry, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, entry.toInstitutionId);
  }
}
