import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { OpenRecords } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aDrug, aPrescription, aPrescriptionItem, drugCode } from './pharmacy.factory';
import type { ShortageDesk } from './shortage-desk';

export const pharmacist = aViewer('PHARMACIST', 'county-hospital');
const own: OpenRecords = { 'patient-1': { scope: 'OWN' } };

// The second half of 2025 in Shanghai: 130 sheets, of three prescribers; and what lies beside it.
export const [from, to] = [new Date('2025-06-30T16:00:00Z'), new Date('2025-12-31T16:00:00Z')];
const span = to.getTime() - from.getTime();
const name = (at: number) => `sheet-${String(at).padStart(3, '0')}`;
const issued = (id: string, issuedAt: Date, more: object = {}) =>
  aPrescription({ id, issuedAt, prescriberId: `doctor-${Number(id.slice(-3)) % 3}`, ...more });
export const all = Array.from({ length: 130 }, (_, at) => name(at));
export const reviewed = [
  ...Array.from({ length: 5 }, (_, at) => aDrug({ code: drugCode(at + 2), atc: `N0${at}AA01` })),
  aDrug({ code: drugCode(7), atc: 'C09AA01' }),
  // Some at the same moment, one at each edge.
  ...all.map((id, at) =>
    issued(
      id,
      new Date(Math.min(from.getTime() + Math.floor(at / 2) * 2_000_000, to.getTime() - 1)),
    ),
  ),
  issued('before-001', new Date(from.getTime() - 1)),
  issued('after-001', to),
  issued('elsewhere-001', new Date(from.getTime() + span / 2), {
    institutionId: 'people-hospital',
  }),
  ...all.map((prescriptionId) => aPrescriptionItem({ prescriptionId, days: 7 })),
];

export interface Item {
  readonly place: number;
  readonly prescription: { readonly id: string } | null;
  readonly suspected: readonly { readonly code: string }[];
  readonly [field: string]: unknown;
}
export interface Review {
  readonly id: string;
  readonly seed: string;
  readonly size: number;
  readonly items: {
    readonly nodes: readonly Item[];
    readonly pageInfo: { readonly endCursor: string };
  };
  readonly [field: string]: unknown;
}

const item =
  'place verdict note judgedBy version problems { code } suspected { code } prescription { id }';
const fields = `id year half population size seed judged items(first: 100) { nodes { ${item} } pageInfo { endCursor } }`;

/** Draws and judges at a desk, where every patient's record is open as far as it is the institution's own. */
export function reviewClient(desk: () => ShortageDesk) {
  const ask = async (viewer: Viewer, query: string) => {
    const { data, errors } = await desk().harness.run(viewer, query, {}, own);
    return { made: data?.made as Review & Item, refusal: errors?.[0]?.extensions };
  };
  return {
    ask,
    draw: (viewer: Viewer, year = 2025, half = 2) =>
      ask(
        viewer,
        `mutation { made: drawPrescriptionReview(year: ${year}, half: ${half}) { ${fields} } }`,
      ),
    judge: (viewer: Viewer, reviewId: string, place: number, said: string) =>
      ask(
        viewer,
        `mutation { made: judgePrescription(reviewId: "${reviewId}", place: ${place}, ${said}) { ${item} } }`,
      ),
  };
}
