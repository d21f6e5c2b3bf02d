import { viewerOf } from './cells/cell';
import { done } from './make';
import { viewers } from './matrix-data';
import type { MatrixPatient } from './people';
import type { RunningMatrix } from './start-matrix';

const visit = `mutation ($input: EncounterInput!) { done: recordEncounter(input: $input) { id } }`;
const draw = 'mutation { done: drawRecordReview(year: 2026, half: 1) { id } }';

function viewerAtOwn(role: string) {
  const found = viewers.find(({ name, place }) => name === role && place === 'own');
  if (!found) throw new Error(`test/matrix/viewers.json names no ${role}`);
  return viewerOf(found);
}

/**
 * The viewer's institution has two visits of the half-year with nothing sensitive in them, one of a
 * patient who closed her record to it. Its quality manager draws: the other one.
 */
export async function prepareRecordReview(matrix: RunningMatrix) {
  const recorded = new Map<string, string[]>();
  for (const patient of matrix.patients)
    if (['encounter-open', 'closed-encounter'].includes(patient.situation.name))
      recorded.set(patient.situation.name, await recordVisit(matrix, patient));
  const { id } = await done(matrix, viewerAtOwn('QUALITY_MANAGER'), draw, {});
  matrix.recordReview = { id, shown: recorded.get('encounter-open') ?? [] };
}

/** Yields the signs that stand in the visit. */
async function recordVisit(
  matrix: RunningMatrix,
  { id: patientId, situation }: MatrixPatient,
): Promise<string[]> {
  const own = viewerAtOwn('CLINICIAN');
  const row = { patient: situation.name, group: 'encounters', holders: [own.institutionId] };
  const text = () => matrix.signs.text('Encounter.diagnoses', row);
  const [code, display] = [text(), text()];
  const input = {
    patientId,
    ...{ sourceId: `review ${situation.name}`, class: 'OUTPATIENT' },
    ...{ startedAt: '2026-05-20T09:00:00+08:00', endedAt: '2026-05-20T10:00:00+08:00' },
    diagnoses: [{ system: 'ICD-10', code: `I10.${code}`, display }],
  };
  const { id } = await done(matrix, own, visit, { input });
  return [code, display, matrix.signs.add(id, 'Encounter.id', row)];
}
