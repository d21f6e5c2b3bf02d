import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { Arg, Authorized, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import type { ResultsContext } from '../context';
import { latestValues } from './latest-value.service';
import { LatestValue, LatestValueInput } from './latest-value.view';

@Resolver()
export class LatestValueResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [LatestValue], {
    description:
      'The newest value in force of each item as far as the viewer’s access reaches; items without one are left out.',
  })
  latestValues(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('items', () => [LatestValueInput]) items: LatestValueInput[],
    @Ctx() context: ResultsContext,
  ) {
    return latestValues(context, patientId, items);
  }
}
