import { type Role, roles } from '@lianyi/shared/auth/viewer';
import {
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';

const RoleEnum = Object.fromEntries(roles.map((role) => [role, role]));
registerEnumType(RoleEnum, { name: 'Role' });

@ObjectType('Viewer', { description: 'Who is asking, and for which institution.' })
export class ViewerType {
  @Field(() => String)
  name!: string;

  @Field(() => [RoleEnum])
  roles!: readonly Role[];
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Authorized()
  @Query(() => ViewerType)
  me(@Ctx() { viewer }: PersonnelContext): ViewerType {
    return { name: viewer.name, roles: viewer.roles };
  }

  @FieldResolver(() => Institution)
  institution(@Ctx() context: PersonnelContext) {
    return existingInstitution(context, context.viewer.institutionId);
  }
}
