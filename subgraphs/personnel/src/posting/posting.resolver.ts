import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { Posting } from './posting.entity';

@Resolver(() => Posting)
export class PostingResolver {
  @FieldResolver(() => Practitioner)
  practitioner(@Root() posting: Posting, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, posting.practitionerId);
  }

  @FieldResolver(() => Institution)
  from(@Root() posting: Posting, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, posting.fromInstitutionId);
  }

  @FieldResolver(() => Institution)
  to(@Root() posting: Posting, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, posting.toInstitutionId);
  }
}
