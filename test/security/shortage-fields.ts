import type { Role } from '@lianyi/shared/auth/viewer';
import type { TestCounty } from '../support/county';
import { makeBatch } from './pharmacy-fields';
import type { RootField, Subject } from './root-fields';

const lead = 'county-hospital';
const lacking = 'township-dongpu';
const steppers: readonly Role[] = ['PHARMACIST', 'COMMUNITY_OFFICE'];
const year = 'period: { start: "2026-01-01" end: "2026-12-31" }';

let made = 0;
function registering({ drugCode }: Subject) {
  made += 1;
  return `registerShortage(input: { drugCode: "${drugCode}" quantity: 1 group: OTHER idempotencyKey: "ROLES-SHORTAGE-${made}" })`;
}

/** A shortage of a township, as it was registered, with what was sent, or received. */
export type FreshShortage = 'shortage' | 'shortage sent' | 'shortage received';

export async function makeShortage(county: TestCounty, subject: Subject, fresh: FreshShortage) {
  await makeBatch(county, subject);
  const { data } = await county.run(
    `pharmacist@${lacking}`,
    `mutation { made: ${registering(subject)} { id } }`,
  );
  const { id } = (data as unknown as { made: { id: string } }).made;
  if (fresh === 'shortage') return id;
  await county.run(
    `pharmacist@${lead}`,
    `mutation { dispatchShortage(id: "${id}" fromInstitutionId: "${lead}") { id } }`,
  );
  if (fresh === 'shortage received')
    await county.run(`pharmacist@${lacking}`, `mutation { receiveShortage(id: "${id}") { id } }`);
  return id;
}

const step = (
  field: string,
  fresh: FreshShortage,
  said: (subject: Subject) => string = () => '',
): Pick<RootField, 'fresh' | 'text'> => ({
  fresh,
  text: (subject) => `${field}(id: "${subject.freshId}"${said(subject)}) { id }`,
});
const fromLead = () => ` fromInstitutionId: "${lead}"`;

/** Root fields of shortages, and who may use them. */
export const shortageFields: Readonly<Record<string, RootField>> = {
  'Query.shortages': { roles: steppers, text: () => 'shortages { nodes { id } }' },
  'Query.shortageFulfilment': {
    roles: steppers,
    text: () => `shortageFulfilment(${year}) { registered }`,
  },
  'Mutation.registerShortage': {
    roles: ['PHARMACIST'],
    text: (subject) => `${registering(subject)} { id }`,
  },
  'Mutation.matchShortage': { roles: steppers, ...step('matchShortage', 'shortage', fromLead) },
  'Mutation.purchaseShortage': { roles: steppers, ...step('purchaseShortage', 'shortage') },
  'Mutation.dispatchShortage': {
    roles: ['PHARMACIST'],
    ...step('dispatchShortage', 'shortage', fromLead),
  },
  'Mutation.receiveShortage': {
    roles: ['PHARMACIST'],
    at: lacking,
    ...step('receiveShortage', 'shortage sent'),
  },
  'Mutation.closeShortage': {
    roles: ['PHARMACIST'],
    at: lacking,
    ...step('closeShortage', 'shortage received'),
  },
  'Mutation.substituteShortage': {
    roles: ['PHARMACIST'],
    at: lacking,
    ...step('substituteShortage', 'shortage', () => ' drugCode: "XC08CAA901A002020190002"'),
  },
  'Mutation.rejectShortage': {
    roles: steppers,
    ...step('rejectShortage', 'shortage', () => ' reason: "全国断货"'),
  },
};
