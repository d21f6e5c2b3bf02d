import { InvalidInput } from '@lianyi/shared/errors/domain-error';

/** The patients a question of another part names, each once. Refuses with INVALID_INPUT too many. */
export function askedPatients(patientIds: readonly string[], most: number): string[] {
  const asked = [...new Set(patientIds)];
  if (asked.length > most)
    throw new InvalidInput('patientIds', `must name at most ${most} patients.`);
  return asked;
}
