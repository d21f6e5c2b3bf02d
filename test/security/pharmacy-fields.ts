import type { TestCounty } from '../support/county';
import type { RootField, Subject } from './root-fields';

let asked = 0;
const batch = 'ROLES-1';
const said = (key: string) => `reason: "盘点" idempotencyKey: "${key}-${asked++}"`;

const receiving = ({ drugCode }: Subject) =>
  `receiveStock(input: { drugCode: "${drugCode}" batch: "${batch}" expiresOn: "2999-01-01" quantity: 10 ${said('R')} }) { quantity }`;

/** Units of a batch on the lead hospital's shelf; yields its number. */
export async function makeBatch(county: TestCounty, subject: Subject) {
  await county.run('pharmacist@county-hospital', `mutation { ${receiving(subject)} }`);
  return batch;
}

/** Amlodipine of the catalogue: every tier may prescribe it, and on a sheet with others. */
export const sheetDrug = 'XC08CAA901A002020190002';

/** Three days of a drug for the resident. */
export const prescribing = ({ patientId }: Pick<Subject, 'patientId'>) =>
  `issuePrescription(input: { patientId: "${patientId}" kind: EMERGENCY diagnoses: [{ system: "ICD-10" code: "I10" display: "高血压" }] items: [{ drugCode: "${sheetDrug}" dosage: "每日一次" days: 3 quantity: 1 }] idempotencyKey: "P-${asked++}" })`;

/** Root fields of stock and prescriptions, and who may use them. */
export const pharmacyFields: Readonly<Record<string, RootField>> = {
  'Mutation.issuePrescription': {
    roles: ['CLINICIAN', 'FAMILY_DOCTOR'],
    withoutBasis: [],
    text: (subject) => `${prescribing(subject)} { id }`,
  },
  'Mutation.approvePrescription': {
    roles: ['PHARMACIST'],
    ...{ withoutBasis: [], fresh: 'sheet' },
    text: ({ freshId }) => `approvePrescription(id: "${freshId}") { id }`,
  },
  'Mutation.rejectPrescription': {
    roles: ['PHARMACIST'],
    ...{ withoutBasis: [], fresh: 'sheet' },
    text: ({ freshId }) => `rejectPrescription(id: "${freshId}" reason: "剂量不明") { id }`,
  },
  'Mutation.cancelPrescription': {
    roles: ['CLINICIAN', 'FAMILY_DOCTOR'],
    ...{ withoutBasis: [], fresh: 'sheet' },
    text: ({ freshId }) => `cancelPrescription(id: "${freshId}" reason: "开错药") { id }`,
  },
  'Mutation.dispensePrescription': {
    roles: ['PHARMACIST'],
    ...{ withoutBasis: [], fresh: 'sheet approved' },
    text: ({ freshId }) =>
      `dispensePrescription(id: "${freshId}" lines: [{ drugCode: "${sheetDrug}" quantity: 1 }] idempotencyKey: "D-${asked++}") { id }`,
  },
  'Query.prescriptionsToCheck': {
    roles: ['PHARMACIST'],
    text: () => 'prescriptionsToCheck { count nodes { issuedAt } }',
  },
  'Mutation.receiveStock': { roles: ['PHARMACIST'], text: receiving },
  'Mutation.sendStock': {
    roles: ['PHARMACIST'],
    fresh: 'batch',
    text: ({ drugCode, freshId }) =>
      `sendStock(input: { drugCode: "${drugCode}" batch: "${freshId}" quantity: 1 toInstitutionId: "people-hospital" ${said('S')} }) { quantity }`,
  },
  'Mutation.adjustStock': {
    roles: ['PHARMACIST'],
    fresh: 'batch',
    text: ({ drugCode, freshId }) =>
      `adjustStock(input: { drugCode: "${drugCode}" batch: "${freshId}" change: 1 reasonCode: "COUNTED" ${said('A')} }) { quantity }`,
  },
};
