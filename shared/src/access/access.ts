import type { Viewer } from '../auth/viewer';
import { createRecentMap } from '../collections/recent-map';
import type { Entry } from '../config/data-file';
import type { KeyRing } from '../crypto/key-ring';
import { readToken, signToken } from '../crypto/signed-token';

export const accessBases = [
  'ENCOUNTER',
  'REFERRAL',
  'CONSULTATION',
  'FAMILY_DOCTOR_CONTRACT',
  'DIAGNOSTIC_REQUEST',
  'PRESCRIPTION',
  'OWN_DATA',
  'BREAK_GLASS',
  'PLATFORM_SCOPE',
] as const;
export type AccessBasis = (typeof accessBases)[number];

/** The bases that a rule names. Throws DataFileError where it names one that is none. */
export const readBases = (rule: Entry, field: string): ReadonlySet<AccessBasis> =>
  new Set(
    rule.texts(field).map((text) => {
      const known = accessBases.find((basis) => basis === text);
      if (!known) throw rule.fail(`${field} names ${text}, which is no basis`);
      return known;
    }),
  );

/** What a viewer may see of one patient, decided by the patients subgraph (design rule 1). */
export interface Access {
  readonly patientId: string;
  /** Every record of the person, the one asked about among them: readers read by all of them. */
  readonly records: readonly string[];
  readonly basis: AccessBasis;
  /** OWN: only rows of the viewer's institution. */
  readonly scope: 'ALL' | 'OWN';
  /** Whether items flagged sensitive may be shown. */
  readonly sensitive: boolean;
  /** Whether who the patient is may be shown: names, numbers, address. */
  readonly identified: boolean;
}

/** What is being done; reading is one action, each kind of write its own. */
export const accessActions = [
  'READ_RECORD',
  'READ_ACCESS_LOG',
  'POST_REPORT',
  'RECORD_ENCOUNTER',
  'ACKNOWLEDGE_CRITICAL_VALUE',
  'HANDLE_CRITICAL_VALUE',
  'ACKNOWLEDGE_REPORT_NOTICE',
  'DECIDE_RECOGNITION',
] as const;
export type AccessAction = (typeof accessActions)[number];

/** Seconds a grant is good for: the longest a client operation may take. */
const lifetimeSeconds = 10;

interface GrantClaims {
  readonly access: Access;
  readonly action: AccessAction;
  readonly for: string;
  readonly requestId: string;
  readonly expires: number;
}

/** Every part of a viewer that a decision rests on. */
const fingerprint = ({ subject, institutionId, roles, scopes }: Viewer) =>
  JSON.stringify([subject, institutionId, roles, scopes]);

export interface GrantBinding {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly action: AccessAction;
}

/**
 * Signs a decision so that it can travel with the request it was made for. Where the access ends
 * at a moment (`until`: from then on it opens nothing) the grant does not outlive it.
 */
export const signGrant = (
  keys: KeyRing,
  access: Access,
  binding: GrantBinding,
  now: Date,
  until: Date | null = null,
): string =>
  signToken(keys.key('access-grant'), {
    access,
    action: binding.action,
    for: fingerprint(binding.viewer),
    requestId: binding.requestId,
    expires: Math.min(
      now.getTime() + lifetimeSeconds * 1000,
      until === null ? Number.POSITIVE_INFINITY : until.getTime() - 1,
    ),
  } satisfies GrantClaims);

/** What a grant proves, and the last moment at which it does. */
export interface OpenedGrant {
  readonly access: Access;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Grants whose signature was found good: in one process several parts read each. */
const keptGrants = 500;
const proven = new WeakMap<Buffer, ReturnType<typeof createRecentMap<string, GrantClaims>>>();

/** Whoever signed it held the key: its shape is GrantClaims. A text with a good signature stays so. */
function claimsOf(key: Buffer, grant: string): GrantClaims | null {
  const kept = proven.get(key) ?? createRecentMap<string, GrantClaims>(keptGrants);
  proven.set(key, kept);
  const known = kept.get(grant);
  if (known) return known;
  const claims = readToken(key, grant) as GrantClaims | null;
  if (claims) kept.set(grant, claims);
  return claims;
}

/** What a grant proves for this viewer, request and action; null for any other. */
export function readGrant(
  keys: KeyRing,
  grant: string,
  binding: GrantBinding,
  now: Date,
): OpenedGrant | null {
  const claims = claimsOf(keys.key('access-grant'), grant);
  if (claims === null || claims.expires < now.getTime()) return null;
  if (claims.requestId !== binding.requestId || claims.action !== binding.action) return null;
  if (claims.for !== fingerprint(binding.viewer)) return null;
  return { access: claims.access, expires: claims.expires };
}
