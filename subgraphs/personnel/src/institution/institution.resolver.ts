import { connectionOf } from '@lianyi/shared/graphql/page';
import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Consortium } from '../consortium/consortium.entity';
import { consortiaOf } from '../consortium/consortium.service';
import { oneDay, today } from '../consortium/member-days';
import type { PersonnelContext } from '../context';
import { PractitionerConnection } from '../practitioner/practitioner.connection';
import { creditCodeWarning } from './credit-code';
import { Institution, InstitutionTier } from './institution.entity';
import { findInstitutions } from './institution.loader';
import { InstitutionCategory } from './institution-category.view';
import { institutionCodeWarning } from './institution-code';

@ObjectType()
export class InstitutionConnection extends connectionOf(Institution) {}

@Resolver(() => Institution)
export class InstitutionResolver {
  @Authorized()
  @Query(() => Institution, { nullable: true })
  institution(@Arg('id', () => ID) id: string, @Ctx() { institutions }: PersonnelContext) {
    return institutions.get(id);
  }

  @Authorized()
  @Query(() => InstitutionConnection, { nullable: true })
  institutions(
    @Arg('search', () => String, { nullable: true }) search: string | undefined,
    @Arg('tier', () => InstitutionTier, { nullable: true }) tier: InstitutionTier | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { manager }: PersonnelContext,
  ) {
    return findInstitutions(manager, { search, tier, first, after });
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Institution, { nullable: true })
  parent(@Root() { parentId }: Institution, @Ctx() { institutions }: PersonnelContext) {
    return parentId === null ? null : institutions.get(parentId);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Institution, {
    nullable: true,
    description: 'Whose part it is since `mergedOn`.',
  })
  mergedInto(@Root() { mergedIntoId }: Institution, @Ctx() { institutions }: PersonnelContext) {
    return mergedIntoId === null ? null : institutions.get(mergedIntoId);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What is odd about the credit code, such as a check sign that does not fit; some early codes in lawful use are so.',
  })
  creditCodeWarning(@Root() { creditCode }: Institution) {
    return creditCode === null ? null : creditCodeWarning(creditCode);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What is odd about the institution code; codes in lawful use may be so.',
  })
  institutionCodeWarning(@Root() institution: Institution) {
    return institutionCodeWarning(institution);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => InstitutionCategory, { nullable: true })
  institutionCategory(
    @Root() { categoryCode: code }: Institution,
    @Ctx() { institutionCodeRules }: PersonnelContext,
  ): InstitutionCategory | null {
    return code === null ? null : { code, name: institutionCodeRules.categoryName(code) };
  }

  @FieldResolver(() => [Consortium], { description: 'On a day; today where none is named.' })
  consortia(
    @Root() { id }: Institution,
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return consortiaOf(context, id, on == null ? today(context) : oneDay(on));
  }

  @FieldResolver(() => PractitionerConnection)
  practitioners(
    @Root() { id }: Institution,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Arg('department', () => String, { nullable: true }) department: string | undefined,
    @Ctx() { employees }: PersonnelContext,
  ) {
    return employees(id, { first, after, department });
  }
}
