import type { GraphQLResolveInfo } from 'graphql';
import type { AuthChecker } from 'type-graphql';
import { isRole, type Viewer } from '../auth/viewer';
import { DomainError } from '../errors/domain-error';

/** In `@Authorized`: only another part that asks on a viewer's behalf (design rule 6). */
export const SERVICE = 'SERVICE';

/** The viewer's role does not allow this field. */
export class RoleForbidden extends DomainError {
  constructor(field: string, needed: readonly string[]) {
    super('FORBIDDEN', `${field} needs one of the roles ${needed.join(', ')}.`, { field });
  }
}

/**
 * Holds each field to the roles its `@Authorized` names (design section 3). Another part that
 * asks in the course of its own checked work passes where the field is meant for it.
 */
export function holdToRoles(
  { viewer }: { readonly viewer: Viewer },
  info: Pick<GraphQLResolveInfo, 'parentType' | 'fieldName'>,
  needed: readonly string[],
): true {
  const allowed = needed.some((role) =>
    role === SERVICE ? viewer.service !== undefined : isRole(role) && viewer.roles.includes(role),
  );
  if (allowed || needed.length === 0) return true;
  throw new RoleForbidden(`${info.parentType.name}.${info.fieldName}`, needed);
}

export const checkRoles: AuthChecker<{ viewer: Viewer }, string> = ({ context, info }, needed) =>
  holdToRoles(context, info, needed);
