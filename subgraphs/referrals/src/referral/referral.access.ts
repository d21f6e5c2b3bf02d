import type { Access } from '@lianyi/shared/access/access';
import { hasRole, type Role, type Viewer } from '@lianyi/shared/auth/viewer';
import { OutwardApproval, type Referral } from './referral.entity';

/** Roles that read referrals (design section 3). */
export const readers = [
  'CLINICIAN',
  'FAMILY_DOCTOR',
  'REFERRAL_OFFICER',
  'REGIONAL_PLATFORM',
] as const satisfies readonly Role[];

/** Roles that see a patient's referrals between other institutions; an officer sees those of its own. */
const readersOfAll = ['CLINICIAN', 'FAMILY_DOCTOR', 'REGIONAL_PLATFORM'] as const;

/** Roles that read what was derived from the record. */
const doctors = ['CLINICIAN', 'FAMILY_DOCTOR'] as const;

/** Which of a patient's referrals an access opens, and how much of each. */
export interface ReferralScope {
  readonly viewerInstitutionId: string;
  /** Only what this institution sent or received. */
  readonly own: boolean;
  /** Whether referrals with sensitive diagnoses are shown. */
  readonly sensitive: boolean;
  /** Whether who the patient is may be shown. */
  readonly identified: boolean;
  /** Whether the whole record may be read, not the slip's content alone. */
  readonly readsRecord: boolean;
}

export const scopeOf = (
  { scope, sensitive, identified }: Access,
  viewer: Viewer,
): ReferralScope => ({
  viewerInstitutionId: viewer.institutionId,
  ...{ sensitive, identified },
  readsRecord: scope === 'ALL' && sensitive && hasRole(viewer, ...doctors),
  own: scope === 'OWN' || !hasRole(viewer, ...readersOfAll),
});

/** In these the office holds a slip, or refused it before it went: to its receiver there is none. */
const unsent: readonly (OutwardApproval | null)[] = [
  OutwardApproval.AWAITED,
  OutwardApproval.REFUSED,
];

/** The same as a condition on the table. */
export const reachedReceiver = `(\`approval\` IS NULL OR \`approval\` NOT IN (${unsent.map((one) => `'${one}'`).join(', ')}))`;

/** Whether a referral lies within the scope. A draft is its sender's alone; what the office holds, not its receiver's. */
export const isWithin = (referral: Referral, scope: ReferralScope): boolean =>
  (scope.sensitive || !referral.sensitive) &&
  (referral.toInstitutionId !== scope.viewerInstitutionId || !unsent.includes(referral.approval)) &&
  (referral.fromInstitutionId === scope.viewerInstitutionId ||
    (referral.submittedAt !== null &&
      (!scope.own || referral.toInstitutionId === scope.viewerInstitutionId)));

/** The same as a condition on the table, in a form that leaves the walk to the patient's index. */
export function withinScope({ viewerInstitutionId, own, sensitive }: ReferralScope) {
  const conditions = [
    '(`submittedAt` IS NOT NULL OR ? IN (`fromInstitutionId`))',
    `(${reachedReceiver} OR ? NOT IN (\`toInstitutionId\`))`,
    ...(own ? ['? IN (`fromInstitutionId`, `toInstitutionId`)'] : []),
    ...(sensitive ? [] : ['`sensitive` = 0']),
  ];
  return {
    where: conditions.join(' AND '),
    parameters: Array.from({ length: own ? 3 : 2 }, () => viewerInstitutionId),
  };
}

/** Stands where a free text, which may name the patient, is kept from those who may not know who it is. */
export const withheld = '（去标识，原文不予显示）';

/** Readies a referral to leave. */
export function release(referral: Referral, { identified, readsRecord }: ReferralScope): Referral {
  referral.identified = identified;
  referral.readsRecord = readsRecord;
  if (!identified) {
    referral.summary = withheld;
    referral.reasonText = null;
    referral.form = null;
  }
  return referral;
}
