import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type AskSubgraph, onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { PatientRefInput } from './patient-ref.inputs';

const resolveMutation = `mutation ResolvePatientRef($patient: PatientRefInput!, $action: AccessAction!) {
  resolvePatientRef(patient: $patient, action: $action) { patientId }
}`;

interface Asking {
  readonly ask: AskSubgraph;
  readonly identity: RequestIdentity;
}

/** Refuses a reference that names nobody. */
export function checkPatientRef({ patientId, identifiers, demographics }: PatientRefInput) {
  if (!patientId && !identifiers?.length && !demographics)
    throw new InvalidInput('patient', 'needs a patientId, an identifier or demographics.');
}

/**
 * Which patient a report is about, and whether this viewer may post on her: the patients
 * subgraph answers both, registers whom it does not know, and records the access.
 */
export async function resolvePatient(
  { ask, identity }: Asking,
  patient: PatientRefInput,
): Promise<string> {
  const data = await ask<{ resolvePatientRef: { patientId: string } }>('patients', {
    query: resolveMutation,
    variables: { patient, action: 'POST_REPORT' },
    identity: onBehalf(identity, 'results'),
  });
  return data.resolvePatientRef.patientId;
}
