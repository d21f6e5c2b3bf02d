import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { cancelSterileSupply, deliverSterileSupply } from './deliver-supply.service';
import { requestSterileSupply } from './request-supply.service';
import { recallSterileLoad, sterileLoad } from './sterile-load.service';
import { SterileLoad } from './sterile-load.view';
import {
  SterileLoadRecall,
  SterileSupplyRequest,
  SterileSupplyStatus,
} from './sterile-supply.entity';
import { SterileSupplyInput } from './sterile-supply.inputs';
import { sterileWorklist } from './supply-worklist.service';

@ObjectType()
export class SterileSupplyConnection extends connectionOf(SterileSupplyRequest) {}

@Resolver(() => SterileSupplyRequest)
export class SterileSupplyResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'QUALITY_MANAGER')
  @Query(() => SterileSupplyConnection, {
    nullable: true,
    description:
      'What the viewer’s institution asked for or is asked for, by urgency and due time: without a status what is open; `recalled`: delivered of recalled loads.',
  })
  sterileSupplyRequests(
    @Arg('status', () => SterileSupplyStatus, { nullable: true })
    status: SterileSupplyStatus | undefined,
    @Arg('recalled', () => Boolean, { nullable: true }) recalled: boolean | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return sterileWorklist(context, { status, recalled, first, after });
  }

  @Authorized('REPORTER', 'QUALITY_MANAGER')
  @Query(() => SterileLoad, {
    nullable: true,
    description: 'A load of the viewer’s centre, and where it went.',
  })
  sterileLoad(@Arg('loadNumber', () => String) loadNumber: string, @Ctx() context: ResultsContext) {
    return sterileLoad(context, loadNumber);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => SterileSupplyRequest, { description: 'Asks a centre for sterile packs.' })
  requestSterileSupply(
    @Arg('input', () => SterileSupplyInput) input: SterileSupplyInput,
    @Ctx() context: ResultsContext,
  ) {
    return requestSterileSupply(context, input);
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => SterileSupplyRequest, { description: 'Withdraws a request of this institution.' })
  cancelSterileSupply(@Arg('id', () => ID) id: string, @Ctx() context: ResultsContext) {
    return cancelSterileSupply(context, id);
  }

  @Authorized('REPORTER')
  @Mutation(() => SterileSupplyRequest, {
    description: 'Delivers what was asked for, of one load.',
  })
  deliverSterileSupply(
    @Arg('id', () => ID) id: string,
    @Arg('loadNumber', () => String) loadNumber: string,
    @Arg('quantity', () => Int) quantity: number,
    @Ctx() context: ResultsContext,
  ) {
    return deliverSterileSupply(context, id, { loadNumber, quantity });
  }

  @Authorized('REPORTER', 'QUALITY_MANAGER')
  @Mutation(() => SterileLoad, {
    description: 'Recalls a load of the viewer’s centre; yields everything delivered of it.',
  })
  recallSterileLoad(
    @Arg('loadNumber', () => String) loadNumber: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ResultsContext,
  ) {
    return recallSterileLoad(context, loadNumber, reason);
  }

  @FieldResolver(() => SterileLoadRecall, {
    nullable: true,
    description: 'Of its load; null while it may be used.',
  })
  recall(
    @Root() { centerId, loadNumber }: SterileSupplyRequest,
    @Ctx() { recalls }: ResultsContext,
  ): Promise<SterileLoadRecall | null> | null {
    return loadNumber === null ? null : recalls.load({ centerId, loadNumber });
  }
}
