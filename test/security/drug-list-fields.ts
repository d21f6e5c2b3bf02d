import type { TestCounty } from '../support/county';
import type { RootField } from './root-fields';

let asked = 0;

/** A piece that no catalogue has, from a day that nobody lives to see. */
const drafting = () =>
  `draftDrugList(input: { text: "code,name,initials,form,strength,unit,tiers\\nT999999999,试药,sy,饮片,1g,g,全部" effectiveFrom: "2999-01-01" whole: false idempotencyKey: "L-${asked++}" })`;

/** A list that adds a drug; yields its id. */
export async function makeDrugList(county: TestCounty): Promise<string> {
  const { data } = await county.run(
    'admin@county-hospital',
    `mutation { ${drafting()} { list { id } } }`,
  );
  return (data as unknown as { draftDrugList: { list: { id: string } } }).draftDrugList.list.id;
}

/** One that waits for its day. */
export async function makeEnactedList(county: TestCounty): Promise<string> {
  const id = await makeDrugList(county);
  await county.run('admin@county-hospital', `mutation { enactDrugList(id: "${id}") { id } }`);
  return id;
}

/** Root fields of the catalogue's lists, and who may use them at the leading institution. */
export const drugListFields: Readonly<Record<string, RootField>> = {
  'Query.drugLists': {
    roles: ['PHARMACIST', 'ADMIN'],
    text: () => 'drugLists(first: 2) { nodes { id } }',
  },
  'Query.drugList': {
    roles: ['PHARMACIST', 'ADMIN'],
    fresh: 'drug list',
    text: ({ freshId }) => `drugList(id: "${freshId}") { id }`,
  },
  'Mutation.draftDrugList': {
    roles: ['PHARMACIST', 'ADMIN'],
    text: () => `${drafting()} { faultCount }`,
  },
  'Mutation.enactDrugList': {
    roles: ['ADMIN'],
    fresh: 'drug list',
    text: ({ freshId }) => `enactDrugList(id: "${freshId}") { id }`,
  },
  'Mutation.withdrawDrugList': {
    roles: ['ADMIN'],
    fresh: 'enacted drug list',
    text: ({ freshId }) => `withdrawDrugList(id: "${freshId}", reason: "报价有误") { id }`,
  },
};
