import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Consortium } from '../consortium/consortium.entity';
import type { PersonnelContext } from '../context';
import { ConsortiumAgreement } from './agreement.entity';
import { ConsortiumAgreementInput } from './agreement.inputs';
import { endAgreement } from './end-agreement.service';
import { agreementsExpiring } from './expiring.service';
import { recordAgreement } from './record-agreement.service';

@Resolver(() => Consortium)
export class ConsortiumAgreementsResolver {
  @FieldResolver(() => [ConsortiumAgreement], { description: 'The latest first.' })
  agreements(@Root() { id }: Consortium, @Ctx() { agreements }: PersonnelContext) {
    return agreements.of.load(id);
  }
}

@Resolver(() => ConsortiumAgreement)
export class AgreementResolver {
  @FieldResolver(() => Consortium)
  consortium(
    @Root() { consortiumId }: ConsortiumAgreement,
    @Ctx() { consortia }: PersonnelContext,
  ) {
    return consortia.byId.load(consortiumId);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Query(() => [ConsortiumAgreement], {
    nullable: true,
    description:
      'Of what the viewer’s institution leads: in force, ending by a day (within as many days as `data/consortia.json` of the personnel part says), followed by none; the first to end first.',
  })
  agreementsExpiring(
    @Arg('by', () => CalendarDay, { nullable: true }) by: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return agreementsExpiring(context, by);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => ConsortiumAgreement, {
    description:
      'Records what members of a consortium the viewer’s institution leads agreed on. The same key is one agreement.',
  })
  recordAgreement(
    @Arg('input', () => ConsortiumAgreementInput) input: ConsortiumAgreementInput,
    @Ctx() context: PersonnelContext,
  ) {
    return recordAgreement(context, input);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => ConsortiumAgreement, { description: 'Ends an agreement with its last day.' })
  endAgreement(
    @Arg('id', () => ID) id: string,
    @Arg('lastDay', () => CalendarDay) lastDay: string,
    @Ctx() context: PersonnelContext,
  ) {
    return endAgreement(context, id, lastDay);
  }
}
