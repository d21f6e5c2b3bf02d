import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
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
import { CalendarAddress } from './calendar-address.entity';
import {
  calendarAddresses,
  calendarPath,
  issueCalendarAddress,
  revokeCalendarAddress,
} from './calendar-address.service';
import { readCalendar } from './read-calendar.service';

@Resolver(() => CalendarAddress)
export class CalendarAddressResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [CalendarAddress], {
    nullable: true,
    description: 'The addresses of a calendar that hold, the newest first.',
  })
  calendarAddresses(
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() context: PersonnelContext,
  ) {
    return calendarAddresses(context, institutionId);
  }

  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Mutation(() => CalendarAddress, {
    description:
      'A new signed address of an institution’s calendar (iCalendar). Whoever has it reads who is there and when, until it is over or revoked.',
  })
  issueCalendarAddress(
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() context: PersonnelContext,
  ) {
    return issueCalendarAddress(context, institutionId);
  }

  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Mutation(() => CalendarAddress, { description: 'Shuts an address for good.' })
  revokeCalendarAddress(@Arg('id', () => ID) id: string, @Ctx() context: PersonnelContext) {
    return revokeCalendarAddress(context, id);
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => String, {
    description: 'For the gateway: the calendar at a signed address. NOT_FOUND where none holds.',
  })
  calendarAtAddress(
    @Arg('institutionId', () => ID) institutionId: string,
    @Arg('token', () => String) token: string,
    @Ctx() context: PersonnelContext,
  ) {
    return readCalendar(context, institutionId, token);
  }

  @FieldResolver(() => String, { description: 'Below the gateway’s own address.' })
  path(@Root() address: CalendarAddress, @Ctx() context: PersonnelContext) {
    return calendarPath(context, address);
  }

  @FieldResolver(() => Institution)
  institution(@Root() address: CalendarAddress, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, address.institutionId);
  }
}
