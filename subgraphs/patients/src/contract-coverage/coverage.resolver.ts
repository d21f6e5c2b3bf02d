import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { PatientsContext } from '../context';
import { ContractCoverage } from './contract-coverage.view';
import { contractCoverage } from './coverage.service';

@Resolver()
export class CoverageResolver {
  @Authorized('COMMUNITY_OFFICE', 'FAMILY_DOCTOR', 'QUALITY_MANAGER')
  @Query(() => [ContractCoverage], {
    nullable: true,
    description:
      'Coverage by family-doctor contracts on a day (today where none is given): of the viewer’s institution; for the oversight of a leading one of its consortium, where asked by institution.',
  })
  contractCoverage(
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | undefined,
    @Arg('byInstitution', () => Boolean, { nullable: true }) byInstitution: boolean | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return contractCoverage(context, on ?? null, byInstitution ?? false);
  }
}
