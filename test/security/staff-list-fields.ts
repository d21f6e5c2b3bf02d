import type { TestCounty } from '../support/county';
import type { RootField } from './root-fields';

let asked = 0;

/** Somebody whom no list named before. */
const drafting = () => {
  asked += 1;
  return `draftStaffList(input: { text: "工号,姓名,类别,职称,单位\\nL-${asked},名册新人,护士,护师,county-hospital" idempotencyKey: "L-${asked}" })`;
};

/** A list that adds a person; yields its id. */
export async function makeStaffList(county: TestCounty): Promise<string> {
  const { data } = await county.run(
    'personnel-manager@county-hospital',
    `mutation { ${drafting()} { list { id } } }`,
  );
  return (data as unknown as { draftStaffList: { list: { id: string } } }).draftStaffList.list.id;
}

/** Root fields of lists of staff, and who may use them where they were read. */
export const staffListFields: Readonly<Record<string, RootField>> = {
  'Query.staffLists': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => 'staffLists(first: 2) { nodes { id differences { nodes { name } } } }',
  },
  'Query.staffList': {
    roles: ['PERSONNEL_MANAGER'],
    fresh: 'staff list',
    text: ({ freshId }) => `staffList(id: "${freshId}") { id }`,
  },
  'Mutation.draftStaffList': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => `${drafting()} { faultCount }`,
  },
  'Mutation.enactStaffList': {
    roles: ['PERSONNEL_MANAGER'],
    fresh: 'staff list',
    text: ({ freshId }) => `enactStaffList(id: "${freshId}") { id }`,
  },
};
