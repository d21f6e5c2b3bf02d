import type { Viewer } from '@lianyi/shared/auth/viewer';
import { clinician, type PatientsHarness } from './patients.harness';

const fields = `id kind institution { id } requestedOn note recordedBy recordedAtInstitution { id } recordedAt
  liftNote liftedBy liftedAtInstitution { id } liftedAt`;
const restricting = `mutation ($input: RestrictionInput!) { restrictRecord(input: $input) { ${fields} } }`;
const lifting = `mutation ($id: ID!, $note: String!) { liftRestriction(id: $id, note: $note) { ${fields} } }`;
const listing = `query ($id: ID!) { patient(id: $id) { restrictions { ${fields} } } }`;

export type Restricted = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a patient asks for where nothing else is said. */
export const aWish = {
  patientId: 'patient-1',
  ...{ kind: 'INSTITUTION', institutionId: 'people-hospital' },
  note: '本人到窗口要求',
} as const;
export const aSensitiveWish = {
  patientId: 'patient-1',
  ...{ kind: 'SENSITIVE', note: '本人到窗口要求' },
} as const;

/** What is done at a counter with a patient's restrictions, and how it was answered. */
export const createRestrictionClient = (harness: () => PatientsHarness) => ({
  async restrict(input: Record<string, unknown> = aWish, viewer: Viewer = clinician) {
    const { data, errors } = await harness().run(viewer, restricting, { input });
    return { done: (data?.restrictRecord ?? null) as Restricted | null, errors };
  },
  async lift(id: string, viewer: Viewer = clinician, note = '本人要求取消') {
    const { data, errors } = await harness().run(viewer, lifting, { id, note });
    return { done: (data?.liftRestriction ?? null) as Restricted | null, errors };
  },
  async list(viewer: Viewer = clinician, id = 'patient-1') {
    const { data, errors } = await harness().run(viewer, listing, { id });
    const patient = data?.patient as { restrictions: Restricted[] } | null;
    return { found: patient?.restrictions ?? null, errors };
  },
  save: (...rows: object[]) =>
    harness()
      .database.transaction((manager) => manager.save(rows))
      .then(() => undefined),
});
