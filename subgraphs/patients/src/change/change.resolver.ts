import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { Institution } from '../stubs/institution.stub';
import { Change, ChangeConnection } from './change.view';
import { readChanges, readEnd } from './changes.service';
import { storeChanges } from './store-changes.service';

@Resolver(() => Change)
export class ChangeResolver {
  @Authorized('REGIONAL_PLATFORM')
  @Query(() => ChangeConnection, {
    nullable: true,
    description:
      'What happened in all parts, in one order that never changes: who stores its cursor misses nothing and gets nothing twice. Without `after` from the oldest that is kept.',
  })
  changes(
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('types', () => [String], { nullable: true }) types: string[] | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return readChanges(context, { after, first, types });
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => String, { nullable: true })
  changesEnd(@Ctx() context: PatientsContext) {
    return readEnd(context);
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Mutation(() => Int)
  storeChanges(@Arg('events', () => [String]) events: string[], @Ctx() context: PatientsContext) {
    return storeChanges(context, events);
  }

  @FieldResolver(() => Institution, { nullable: true, description: 'Where it was recorded.' })
  institution(@Root() { institutionId }: Change): Institution | null {
    return institutionId === null ? null : { id: institutionId };
  }
}
