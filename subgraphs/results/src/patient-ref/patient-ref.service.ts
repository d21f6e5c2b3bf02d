import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Asking, resolvePatientRef } from '@lianyi/shared/ports/resolve-patient-ref';
import type { PatientRefInput } from './patient-ref.inputs';

/** Refuses a reference that names nobody. */
export function checkPatientRef({ patientId, identifiers, demographics }: PatientRefInput) {
  if (!patientId && !identifiers?.length && !demographics)
    throw new InvalidInput('patient', 'needs a patientId, an identifier or demographics.');
}

/**
 * Which patient a report is about, and whether this viewer may post on her: the patients
 * subgraph answers both, registers whom it does not know, and records the access.
 */
export const resolvePatient = (
  asking: Asking,
  patient: PatientRefInput,
  kind: 'LAB' | 'EXAM',
  sourceId: string,
) => resolvePatientRef(asking, 'results', patient, [kind, sourceId]);
