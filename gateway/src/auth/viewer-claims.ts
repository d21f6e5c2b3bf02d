import { isRole, type Viewer } from '@lianyi/shared/auth/viewer';
import type { JWTPayload } from 'jose';
import { TokenRejected } from './unauthenticated';

/** Claims that only an id token carries (OpenID Connect Core 1.0, 2 and 3.3.2.11). */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash'];

const text = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** Signs of a name that are kept: as many as every column it is written to holds. */
const mostSigns = 60;
const shown = (name: string) => [...name].slice(0, mostSigns).join('');

/**
 * The viewer an access token speaks of: `sub`, `institution_id`, `roles` (an array; those not
 * known here are ignored), `name`, `scope` (separated by spaces), `practitioner_id`. Throws
 * TokenRejected where it names no person, no institution or no role, or is an id token.
 */
export function viewerOfClaims(claims: JWTPayload): Viewer {
  if (idTokenClaims.some((claim) => claim in claims)) throw new TokenRejected('id token');
  const subject = text(claims.sub);
  const institutionId = text(claims.institution_id);
  if (!subject) throw new TokenRejected('no sub');
  if (!institutionId) throw new TokenRejected('no institution_id');
  const roles = Array.isArray(claims.roles) ? claims.roles.filter(isRole) : [];
  if (roles.length === 0) throw new TokenRejected('no known role');
  return {
    subject,
    institutionId,
    name: shown(text(claims.name) ?? subject),
    roles: [...new Set(roles)],
    scopes: text(claims.scope)?.split(/\s+/).filter(Boolean) ?? [],
    practitionerId: text(claims.practitioner_id),
  };
}
