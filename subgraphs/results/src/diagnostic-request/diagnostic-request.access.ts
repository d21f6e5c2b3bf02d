import type { Access } from '@lianyi/shared/access/access';
import type { Role } from '@lianyi/shared/auth/viewer';
import type { DiagnosticRequest } from './diagnostic-request.entity';

/** Who asks for a diagnosis, and who makes one (design section 3). */
export const requesters = ['CLINICIAN', 'FAMILY_DOCTOR'] as const satisfies readonly Role[];
export const claimers = ['REPORTER'] as const satisfies readonly Role[];
export const readers = [...requesters, ...claimers] as const;

/** Whether an access to its patient's record opens the request: an exam flagged sensitive may stay shut. */
export const isOpenTo = ({ sensitive }: DiagnosticRequest, access: Access): boolean =>
  access.sensitive || !sensitive;

/** Whether somebody holds it: a claim that ran out is none, whichever process looks. */
export const isHeld = ({ status, claimedUntil }: DiagnosticRequest, now: Date): boolean =>
  status === 'CLAIMED' && claimedUntil !== null && claimedUntil > now;
