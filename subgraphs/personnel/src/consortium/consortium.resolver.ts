import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { Authorized, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Consortium } from './consortium.entity';
import { allConsortia } from './consortium.loader';

@Resolver(() => Consortium)
export class ConsortiumResolver {
  @Authorized()
  @Query(() => [Consortium], { nullable: true })
  consortia(@Ctx() { manager }: PersonnelContext) {
    return allConsortia(manager);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Institution)
  lead(@Root() { leadId }: Consortium, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, leadId);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => [Institution])
  async members(@Root() { id }: Consortium, @Ctx() context: PersonnelContext) {
    const members = await context.consortia.members.load(id);
    return Promise.all(
      members.map(({ institutionId }) => existingInstitution(context, institutionId)),
    );
  }
}
