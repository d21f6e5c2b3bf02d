import { expect } from '@jest/globals';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Institution } from '../institution/institution.entity';
import { aPractitioner } from './personnel.factory';
import { startPersonnel } from './personnel.harness';
import { postingCounty } from './posting-county';

export const creditCode = '52341799MB00000001';
const people = [
  aPractitioner(),
  aPractitioner({ id: 'moves', name: '李四' }),
  aPractitioner({ id: 'leaves', name: '王五', titleSince: '2015-01-01' }),
  aPractitioner({ id: 'rises', name: '赵六', titleSince: '2015-01-01' }),
  aPractitioner({ id: 'risen', name: '钱七' }),
  aPractitioner({ id: 'left', name: '孙八' }),
  aPractitioner({ id: 'of-city', name: '周九', employerId: 'city-hospital' }),
  aPractitioner({ id: 'unnamed', name: '吴十' }),
];

const manager = aViewer('PERSONNEL_MANAGER');

/** Tells something of a person as the leading hospital. */
export async function tellStaff(harness: SubgraphHarness, mutation: string) {
  const { errors } = await harness.run(manager, `mutation { ${mutation} { id } }`);
  expect(errors).toBeUndefined();
}

/** The county of postings with people, of whom one rose, one left, and one has a licence on record. */
export async function startStaffCounty(kind: DatabaseKind): Promise<SubgraphHarness> {
  const county = postingCounty();
  for (const row of county)
    if (row instanceof Institution && row.id === 'township-shahe') row.creditCode = creditCode;
  const harness = await startPersonnel(kind, [...county, ...people]);
  for (const told of [
    'recordTitle(input: { practitionerId: "risen", level: ASSOCIATE_SENIOR, code: "232", since: "2020-01-01" })',
    'recordEmployment(input: { practitionerId: "left", since: "2026-03-01" })',
    'recordLicence(input: { practitionerId: "unnamed", kind: PHYSICIAN, number: "110000001", issuedOn: "2015-07-01" })',
  ])
    await tellStaff(harness, told);
  return harness;
}
