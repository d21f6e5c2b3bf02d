import type { Access } from '@lianyi/shared/access/access';
import type { Role, Viewer } from '@lianyi/shared/auth/viewer';
import type { Prescription } from './prescription.entity';

/** Roles that read prescriptions (design section 3). */
export const readers = [
  'CLINICIAN',
  'FAMILY_DOCTOR',
  'PHARMACIST',
  'REGIONAL_PLATFORM',
] as const satisfies readonly Role[];

/** Which of a patient's prescriptions an access opens. */
export interface PrescriptionScope {
  /** Only prescriptions of this institution; null: of all. */
  readonly institutionId: string | null;
  /** Whether sensitive ones are shown. */
  readonly sensitive: boolean;
}

export const scopeOf = ({ scope, sensitive }: Access, viewer: Viewer): PrescriptionScope => ({
  institutionId: scope === 'OWN' ? viewer.institutionId : null,
  sensitive,
});

export const isWithin = (prescription: Prescription, scope: PrescriptionScope): boolean =>
  (scope.institutionId === null || prescription.institutionId === scope.institutionId) &&
  (scope.sensitive || !prescription.sensitive);

/** The same as a condition on the table; the plus leaves the walk to the patient's index. */
export function withinScope({ institutionId, sensitive }: PrescriptionScope) {
  const conditions = [
    ...(institutionId === null ? [] : ['+`institutionId` = ?']),
    ...(sensitive ? [] : ['`sensitive` = 0']),
  ];
  return {
    where: conditions.join(' AND '),
    parameters: institutionId === null ? [] : [institutionId],
  };
}
