import type { PatientsContext } from '../context';
import type { Patient } from '../patient/patient.view';
import type { DuplicateCandidateRow } from '../registration/duplicate-candidate.entity';
import { showCandidates } from '../registration/duplicate-candidate.service';
import type { DuplicateCandidate } from '../registration/duplicate-candidate.view';
import { PatientNotFound } from '../registration/registration.errors';
import { showFound } from '../search/search.service';

/** A record after a decision about it, as a search shows it: what was read before it is stale. */
export async function showDecided(context: PatientsContext, patientId: string): Promise<Patient> {
  context.patients.clearAll();
  const row = await context.patients.load(patientId);
  const [shown] = row ? await showFound(context, [row]) : [];
  if (!shown) throw new PatientNotFound(patientId);
  return shown;
}

/** A candidate after the decision about it. */
export async function showDecidedCandidate(
  context: PatientsContext,
  row: DuplicateCandidateRow,
): Promise<DuplicateCandidate> {
  const [shown] = await showCandidates(context, [row]);
  if (!shown) throw new PatientNotFound(row.patientId);
  return shown;
}
