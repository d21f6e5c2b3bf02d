import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { Institution } from '../stubs/institution.stub';
import { AccessEvent } from './access-event.entity';
import { readAccessLog } from './access-log.service';

@ObjectType()
export class AccessEventConnection extends connectionOf(AccessEvent) {}

@Resolver(() => AccessEvent)
export class AccessLogResolver {
  // Any role may ask: that the log stays shut is recorded like any refusal.
  @Authorized()
  @Query(() => AccessEventConnection, {
    nullable: true,
    description: 'Newest first. Reading it is an access too.',
  })
  accessLog(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return readAccessLog(context, patientId, { first, after });
  }

  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() { institutionId }: AccessEvent): Institution {
    return { id: institutionId };
  }
}
