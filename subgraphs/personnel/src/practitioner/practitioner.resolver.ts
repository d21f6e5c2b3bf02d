import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Posting } from '../posting/posting.entity';
import { Practitioner } from './practitioner.entity';

@Resolver(() => Practitioner)
export class PractitionerResolver {
  @Authorized()
  @Query(() => Practitioner, { nullable: true })
  practitioner(@Arg('id', () => ID) id: string, @Ctx() { practitioners }: PersonnelContext) {
    return practitioners.get(id);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Institution)
  employer(@Root() { employerId }: Practitioner, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, employerId);
  }

  @FieldResolver(() => [Posting], { description: 'Newest first.' })
  postings(@Root() { id }: Practitioner, @Ctx() { postings }: PersonnelContext) {
    return postings.load(id);
  }
}
