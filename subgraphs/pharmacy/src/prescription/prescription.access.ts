import type { Access } from '@lianyi/shared/access/access';
import { holderOf } from '@lianyi/shared/auth/holder-of';
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
  /** The pharmacist to whom those she was handed are open besides; null: nobody asks as one. */
  readonly holder: string | null;
}

export const scopeOf = (
  { basis, scope, sensitive }: Access,
  viewer: Viewer,
): PrescriptionScope => ({
  institutionId: scope === 'OWN' ? viewer.institutionId : null,
  sensitive,
  holder: basis === 'PRESCRIPTION' ? holderOf(viewer) : null,
});

export const isWithin = (prescription: Prescription, scope: PrescriptionScope): boolean =>
  (scope.institutionId === null || prescription.institutionId === scope.institutionId) &&
  (scope.sensitive || !prescription.sensitive);

/** Of the sheets, those handed to a pharmacist that may be filled, or were over at a moment or later. */
const handed =
  '(COALESCE(`endedAt`, `validUntil`) >= ? AND EXISTS (SELECT 1 FROM `prescription_presented` h WHERE h.`prescriptionId` = `id` AND h.`holder` = ?))';

/**
 * The same as a condition on the table, with what she was handed and is over since no earlier than
 * `since`; the plus leaves the walk to the patient's index.
 */
export function withinScope({ holder, institutionId, sensitive }: PrescriptionScope, since: Date) {
  const own = holder === null ? '+`institutionId` = ?' : `(+\`institutionId\` = ? OR ${handed})`;
  const conditions = [
    ...(institutionId === null ? [] : [own]),
    ...(sensitive ? [] : ['`sensitive` = 0']),
  ];
  const parameters = [institutionId ?? '', ...(holder === null ? [] : [since, holder])];
  return {
    where: conditions.join(' AND '),
    parameters: institutionId === null ? [] : parameters,
  };
}
