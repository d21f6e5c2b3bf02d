import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Consortium } from '../consortium/consortium.entity';
import type { PersonnelContext } from '../context';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { appointToBody, endAppointment } from './appoint.service';
import { bodiesOn } from './bodies.service';
import { BodyAppointmentInput } from './body.inputs';
import { ConsortiumBody } from './body.view';
import { BodySeat } from './body-seat.entity';

@Resolver(() => Consortium)
export class ConsortiumBodiesResolver {
  @FieldResolver(() => [ConsortiumBody], {
    description: 'Those in which somebody sits on a day, today where none is named.',
  })
  bodies(
    @Root() { id }: Consortium,
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return bodiesOn(context, id, on ?? shanghaiDay(context.now()));
  }
}

@Resolver(() => BodySeat)
export class BodySeatResolver {
  @FieldResolver(() => Practitioner)
  practitioner(@Root() { practitionerId }: BodySeat, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, practitionerId);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => BodySeat, {
    description:
      'Appoints a person of a member to a body of a consortium the viewer’s institution leads. Told again it is the one that is stored.',
  })
  appointToBody(
    @Arg('input', () => BodyAppointmentInput) input: BodyAppointmentInput,
    @Ctx() context: PersonnelContext,
  ) {
    return appointToBody(context, input);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => BodySeat, { description: 'Ends an appointment with its last day.' })
  endAppointment(
    @Arg('id', () => ID) id: string,
    @Arg('lastDay', () => CalendarDay) lastDay: string,
    @Ctx() context: PersonnelContext,
  ) {
    return endAppointment(context, id, lastDay);
  }
}
