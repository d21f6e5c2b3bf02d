/** Roles of design section 3; the table there says what each may do. */
export const roles = [
  'CLINICIAN',
  'FAMILY_DOCTOR',
  'REPORTER',
  'QUALITY_MANAGER',
  'REFERRAL_OFFICER',
  'PHARMACIST',
  'PERSONNEL_MANAGER',
  'COMMUNITY_OFFICE',
  'REGIONAL_PLATFORM',
  'AUDITOR',
  'ADMIN',
] as const;
export type Role = (typeof roles)[number];
export const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** Who is asking: one person or system, acting for one institution. */
export interface Viewer {
  /** Stable id of the person or system at the identity provider. */
  readonly subject: string;
  readonly name: string;
  readonly institutionId: string;
  readonly roles: readonly Role[];
  /** OAuth scopes; `identified` lets a regional platform see who a patient is. */
  readonly scopes: readonly string[];
  readonly practitionerId?: string | undefined;
  /** The part that asks on this viewer's behalf (design rule 6); absent for the gateway. */
  readonly service?: string | undefined;
}

export const hasRole = (viewer: Viewer, ...wanted: readonly Role[]) =>
  wanted.some((role) => viewer.roles.includes(role));
