import type { Viewer } from '@lianyi/shared/auth/viewer';
import { IdentifierSystem } from '../identifier/identifier.entity';
import { CandidateStatus, DuplicateCandidateRow } from '../registration/duplicate-candidate.entity';
import {
  aCondition,
  aNumber,
  anAllergy,
  anEncounter,
  aSource,
  noon,
  savePatient,
} from './patients.factory';
import type { PatientsHarness } from './patients.harness';

/** A candidate for a person to decide. */
export const aCandidate = (overrides: Partial<DuplicateCandidateRow> = {}): DuplicateCandidateRow =>
  Object.assign(new DuplicateCandidateRow(), {
    id: 'candidate-1',
    ...{ patientId: 'patient-2', otherId: 'patient-1', score: 0.8 },
    ...{ status: CandidateStatus.OPEN, createdAt: noon },
    ...{ mergeId: null, decidedAt: null, decidedBy: null },
    ...overrides,
  });

const merged = '{ id name recordIds }';
const documents = {
  merge: `mutation ($id: ID!) { done: mergePatients(candidateId: $id) ${merged} }`,
  unmerge: `mutation ($id: ID!) { done: unmergePatient(patientId: $id) ${merged} }`,
  dismiss:
    'mutation ($id: ID!) { done: dismissDuplicate(candidateId: $id) { id status decidedBy } }',
};

export interface Decided {
  readonly done: { readonly id: string; readonly recordIds: readonly string[] } | null;
  /** The code of the refusal. */
  readonly code: string | null;
  readonly message: string | null;
}

/** Takes one step of the person index as a viewer. */
export async function decide(
  harness: PatientsHarness,
  viewer: Viewer,
  step: keyof typeof documents,
  id: string,
): Promise<Decided> {
  const { data, errors } = await harness.run(viewer, documents[step], { id });
  const error = errors?.[0];
  return {
    done: (data?.done as Decided['done']) ?? null,
    code: error ? String(error.extensions?.code) : null,
    message: error?.message ?? null,
  };
}

/** Every row of every table but the log and the history of merges, to compare two moments. */
export async function allRows(harness: PatientsHarness): Promise<Record<string, string[]>> {
  const { read } = harness.database;
  const kept = [
    'access_event',
    'access_chain',
    'access_day',
    'patient_merge',
    'merge_gate',
    'outbox_event',
  ];
  const tables = read.connection.entityMetadatas.map(({ tableName }) => tableName);
  const rows: Record<string, string[]> = {};
  for (const table of tables.filter((name) => !kept.includes(name))) {
    const found: object[] = await read.query(`SELECT * FROM \`${table}\``);
    rows[table] = found.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

/** One woman in two records, each with its own history, and the candidate that joins them. */
export const saveTwoRecords = ({ database }: PatientsHarness) =>
  database.transaction(async (manager) => {
    await savePatient(manager, { name: '张玮', phone: null, address: null }, [aNumber()]);
    const registered = { registeredBy: 'county-hospital', phone: '13911112222' };
    const recordNumber = { system: IdentifierSystem.MEDICAL_RECORD_NUMBER, value: 'M77' };
    await savePatient(manager, { id: 'patient-2', name: '张伟', ...registered }, [
      aNumber({ ...recordNumber, issuerId: 'county-hospital' }),
    ]);
    await manager.save([
      ...[aSource({ institutionId: 'township-dongpu' }), aSource({ patientId: 'patient-2' })],
      ...[aCandidate(), aCondition(), anAllergy()],
      anEncounter({ id: 'visit-1', institutionId: 'township-dongpu' }),
      anEncounter({
        id: 'visit-2',
        ...{ patientId: 'patient-2', institutionId: 'county-hospital' },
        startedAt: new Date('2026-03-02T09:00:00+08:00'),
      }),
      aCondition({ id: 'condition-2', patientId: 'patient-2' }),
      anAllergy({ id: 'allergy-2', patientId: 'patient-2', reaction: '休克' }),
    ]);
  });
