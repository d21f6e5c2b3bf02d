import type { Consultation } from './consultation.entity';
import { type ConsultationInvitation, InvitationStatus } from './consultation-invitation.entity';

/** The treating roles: a consultation is medicine, which an officer does not read. */
export const consulting = ['CLINICIAN', 'FAMILY_DOCTOR'] as const;

/** Whether an institution takes part: it asked, or is asked and did not decline. */
export const takesPart = (
  { fromInstitutionId }: Consultation,
  invitations: readonly ConsultationInvitation[],
  institutionId: string,
): boolean =>
  fromInstitutionId === institutionId ||
  invitations.some(
    (one) => one.institutionId === institutionId && one.status !== InvitationStatus.DECLINED,
  );
