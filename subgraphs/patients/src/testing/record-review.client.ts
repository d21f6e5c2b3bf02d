import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { EntityManager } from 'typeorm';
import { type Encounter, EncounterClass, EncounterVersion } from '../encounter/encounter.entity';
import { aCoding, anEncounter, aRestriction, savePatient } from './patients.factory';
import type { PatientsHarness } from './patients.harness';

export const reviewer = aViewer('QUALITY_MANAGER', 'people-hospital');
export const leader = aViewer('QUALITY_MANAGER', 'county-hospital');

/** The second half of 2025 in Shanghai. */
export const [from, to] = [new Date('2025-06-30T16:00:00Z'), new Date('2025-12-31T16:00:00Z')];
const hour = 3_600_000;

const visit = (id: string, endedAt: Date, more: Partial<Encounter> = {}) =>
  anEncounter({
    id,
    ...{ endedAt, startedAt: new Date(endedAt.getTime() - hour) },
    ...{ institutionId: 'people-hospital', class: EncounterClass.OUTPATIENT, ...more },
  });
const named = (word: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${word}-${String(at).padStart(3, '0')}`);
const elsewhere = (id: string, more: Partial<Encounter> = {}) =>
  visit(id, new Date(from.getTime() + hour), { institutionId: 'township-dongpu', ...more });
const replacedLate = (encounterId: string) => [
  Object.assign(new EncounterVersion(), {
    encounterId,
    ...{ version: 1, content: {} },
    replacedAt: new Date(from.getTime() + 8 * 24 * hour),
  }),
];
/** Some end at the same moment, one at each edge. */
const endOf = (at: number, count: number) =>
  at === count - 1 ? to.getTime() - 1 : from.getTime() + Math.floor(at / 2) * 9_000_000;

export const visits = named('visit', 64);
export const closed = named('closed', 6);

/** What people-hospital did in the half-year: of six patients, one of whom closed her record to it; and what lies beside it. */
export async function saveRecords(manager: EntityManager) {
  for (const at of [0, 1, 2, 3, 4, 5])
    await savePatient(manager, { id: `patient-${at}`, name: `张建${'国强民军文武'[at]}` });
  await manager.save([
    ...visits.map((id, at) =>
      visit(id, new Date(endOf(at, visits.length)), {
        patientId: `patient-${at % 5}`,
        practitionerId: `doctor-${at % 3}`,
      }),
    ),
    ...closed.map((id) => visit(id, new Date(from.getTime() + hour), { patientId: 'patient-5' })),
    aRestriction({ patientId: 'patient-5', institutionId: 'people-hospital' }),
    visit('before', new Date(from.getTime() - 1)),
    visit('after', to),
    anEncounter({ id: 'lasting', institutionId: 'people-hospital' }),
    elsewhere('plain'),
    elsewhere('undiagnosed', { diagnoses: [], practitionerId: null }),
    elsewhere('late', { version: 2 }),
    ...replacedLate('late'),
    visit('sensitive', new Date(from.getTime() + hour), {
      diagnoses: [aCoding(), aCoding({ code: 'B24' })],
    }),
  ]);
}

export interface Shown {
  readonly place: number;
  readonly recordId: string;
  readonly version: number;
  readonly [field: string]: unknown;
}
export interface Review {
  readonly id: string;
  readonly seed: string;
  readonly records: {
    readonly nodes: readonly Shown[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
  readonly [field: string]: unknown;
}

const record = `place recordId class startedOn endedOn patientAge patientGender diagnoses { code } practitioner { id }
  changedSince suspected { code } grade score problems { code } note judgedBy version`;
const fields = `id year half population size seed judged institution { id }
  records(first: 100) { nodes { ${record} } pageInfo { hasNextPage endCursor } }`;

/** Draws, reads and judges. */
export function recordReviewClient(harness: () => PatientsHarness) {
  const ask = async (viewer: Viewer, query: string) => {
    const { data, errors } = await harness().run(viewer, query);
    return { made: data?.made as Review & Shown, refusal: errors?.[0]?.extensions };
  };
  return {
    ask,
    draw(viewer: Viewer, whose?: string, [year, half] = [2025, 2]) {
      const institution = whose === undefined ? '' : `, institutionId: "${whose}"`;
      return ask(
        viewer,
        `mutation { made: drawRecordReview(year: ${year}, half: ${half}${institution}) { ${fields} } }`,
      );
    },
    read: (viewer: Viewer, id: string) =>
      ask(viewer, `{ made: recordReview(id: "${id}") { ${fields} } }`),
    judge: (viewer: Viewer, reviewId: string, place: number, said: string) =>
      ask(
        viewer,
        `mutation { made: judgeRecord(reviewId: "${reviewId}", place: ${place}, ${said}) { ${record} } }`,
      ),
  };
}
