import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { ResultsContext } from '../context';
import { claimRequest } from './claim-request.service';
import { claimers, requesters } from './diagnostic-request.access';
import { DiagnosticRequest } from './diagnostic-request.entity';
import { DiagnosticRequestInput } from './diagnostic-request.inputs';
import { cancelRequest, rejectRequest } from './end-request.service';
import { requestDiagnosis } from './request-diagnosis.service';

@Resolver(() => DiagnosticRequest)
export class DiagnosticRequestWritingResolver {
  @Authorized(...requesters)
  @Mutation(() => DiagnosticRequest, {
    description: 'Asks a centre to diagnose an exam made here. The same sourceId is one request.',
  })
  requestDiagnosis(
    @Arg('input', () => DiagnosticRequestInput) input: DiagnosticRequestInput,
    @Ctx() context: ResultsContext,
  ) {
    return requestDiagnosis(context, input);
  }

  @Authorized(...claimers)
  @Mutation(() => DiagnosticRequest, {
    description: 'For one reader alone, until `claimedUntil`. Claimed again it is the same claim.',
  })
  claimDiagnosticRequest(@Arg('id', () => ID) id: string, @Ctx() context: ResultsContext) {
    return claimRequest(context, id);
  }

  @Authorized(...claimers)
  @Mutation(() => DiagnosticRequest, { description: 'Sends it back: the exam cannot be used.' })
  rejectDiagnosticRequest(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ResultsContext,
  ) {
    return rejectRequest(context, id, reason);
  }

  @Authorized(...requesters)
  @Mutation(() => DiagnosticRequest, { description: 'Withdraws a request of this institution.' })
  cancelDiagnosticRequest(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ResultsContext,
  ) {
    return cancelRequest(context, id, reason);
  }
}
