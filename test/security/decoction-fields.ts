import type { Role } from '@lianyi/shared/auth/viewer';
import type { TestCounty } from '../support/county';
import type { RootField, Subject } from './root-fields';

const lead = 'county-hospital';
const steppers: readonly Role[] = ['PHARMACIST', 'CLINICIAN', 'FAMILY_DOCTOR'];
/** Astragalus of the catalogue. */
const piece = 'T900000101';

/** A sheet of pieces the lead hospital issued and approved; what it prepared of one. */
export type FreshDecoction = 'sheet of pieces' | 'decoction delivered';
export const isDecoction = (fresh: string): fresh is FreshDecoction =>
  ['sheet of pieces', 'decoction delivered'].includes(fresh);

let made = 0;
const ordering = (sheetId: string) => {
  made += 1;
  return `orderDecoction(input: { prescriptionId: "${sheetId}" pharmacyInstitutionId: "${lead}" form: PIECES doses: 3 timesADay: 2 serving: WARM idempotencyKey: "ROLES-TCM-${made}" })`;
};

export async function makeDecoction(
  county: TestCounty,
  { patientId }: Subject,
  fresh: FreshDecoction,
) {
  const done = async (user: string, mutation: string, below = 'id') => {
    const { data } = await county.run(
      `${user}@${lead}`,
      `mutation { made: ${mutation} { ${below} } }`,
    );
    return (data as unknown as { made: { id: string } }).made.id;
  };
  made += 1;
  const sheetId = await done(
    'family-doctor',
    `issuePrescription(input: { patientId: "${patientId}" kind: TCM diagnoses: [{ system: "ICD-10" code: "I10" display: "高血压" }] items: [{ drugCode: "${piece}" dosage: "水煎服" days: 3 quantity: 30 }] idempotencyKey: "TCM-${made}" })`,
  );
  await done('pharmacist', `approvePrescription(id: "${sheetId}")`);
  if (fresh === 'sheet of pieces') return sheetId;
  const id = await done('pharmacist', ordering(sheetId));
  await done(
    'pharmacist',
    `receiveStock(input: { drugCode: "${piece}" batch: "ROLES-TCM" expiresOn: "2999-01-01" quantity: 30 reason: "采购" idempotencyKey: "TCM-STOCK-${made}" })`,
    'quantity',
  );
  for (const to of ['REVIEWED', 'DISPENSED', 'CHECKED', 'PACKED', 'DELIVERED'])
    await done('pharmacist', `stepDecoction(id: "${id}" to: ${to})`);
  return id;
}

/** Root fields of the shared TCM pharmacy, and who may use them. */
export const decoctionFields: Readonly<Record<string, RootField>> = {
  'Query.decoctions': { roles: steppers, text: () => 'decoctions { nodes { id } }' },
  'Mutation.orderDecoction': {
    roles: ['PHARMACIST'],
    ...{ withoutBasis: [], fresh: 'sheet of pieces' },
    text: ({ freshId }) => `${ordering(freshId)} { id }`,
  },
  'Mutation.stepDecoction': {
    roles: steppers,
    fresh: 'decoction delivered',
    text: ({ freshId }) => `stepDecoction(id: "${freshId}" to: SIGNED) { id }`,
  },
};
