import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from './institution.entity';
import { InstitutionChangeInput, InstitutionInput } from './institution.inputs';
import { addInstitution, changeInstitution } from './record-institution.service';

@Resolver()
export class RecordInstitutionResolver {
  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => Institution, {
    description:
      'Adds an institution, by who leads the county’s community: a member to be, or one that patients are sent to. Told again it changes nothing.',
  })
  addInstitution(
    @Arg('input', () => InstitutionInput) input: InstitutionInput,
    @Ctx() context: PersonnelContext,
  ) {
    return addInstitution(context, input);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => Institution, {
    description:
      'Changes what is told of an institution the viewer’s manages, or added while it belongs to nobody else. Its codes may be odd: a warning stands beside them.',
  })
  changeInstitution(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => InstitutionChangeInput) input: InstitutionChangeInput,
    @Ctx() context: PersonnelContext,
  ) {
    return changeInstitution(context, id, input);
  }
}
