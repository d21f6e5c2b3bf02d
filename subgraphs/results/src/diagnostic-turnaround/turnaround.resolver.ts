import { PeriodInput } from '@lianyi/shared/graphql/period';
import { Arg, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { ResultsContext } from '../context';
import { DiagnosticTurnaround } from './diagnostic-turnaround.view';
import { diagnosticTurnaround } from './turnaround.service';

@Resolver()
export class DiagnosticTurnaroundResolver {
  @Authorized('QUALITY_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [DiagnosticTurnaround], {
    nullable: true,
    description:
      'By centre and sender, for requests of the period: of the viewer’s institution; at the leading one of its community.',
  })
  diagnosticTurnaround(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Ctx() context: ResultsContext,
  ) {
    return diagnosticTurnaround(context, period);
  }
}
