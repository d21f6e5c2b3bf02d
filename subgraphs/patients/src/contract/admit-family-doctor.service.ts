import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { PatientsContext } from '../context';
import type { PatientRow } from '../patient/patient.entity';
import { requireMember } from '../registration/admit-writer.service';
import { PatientNotFound } from '../registration/registration.errors';
import { FamilyDoctorNeeded, TeamNotFound } from './contract.errors';

const teamQuery = `query TeamInstitution($teamId: ID!) { teamInstitution(teamId: $teamId) }`;

/** Refuses whoever does not act as a family doctor of the community. */
export async function requireFamilyDoctor(context: PatientsContext, action: string) {
  if (!context.viewer.roles.includes('FAMILY_DOCTOR')) throw new FamilyDoctorNeeded(action);
  await requireMember(context);
}

/** The row of a registered patient. */
export async function existingPatient(
  { patients }: Pick<PatientsContext, 'patients'>,
  patientId: string,
): Promise<PatientRow> {
  const row = await patients.load(patientId);
  if (row === null) throw new PatientNotFound(patientId);
  return row;
}

/** Refuses a team that is not the viewer's institution's own, as personnel knows it. */
export async function requireOwnTeam(
  { ask, identity, viewer }: Pick<PatientsContext, 'ask' | 'identity' | 'viewer'>,
  teamId: string,
) {
  const { teamInstitution } = await ask<{ teamInstitution: string | null }>('personnel', {
    query: teamQuery,
    variables: { teamId },
    identity: onBehalf(identity, 'patients'),
  });
  if (teamInstitution !== viewer.institutionId) throw new TeamNotFound(teamId);
}
