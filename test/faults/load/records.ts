import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCounty } from '@lianyi/shared/demo/county';
import { valueAt } from '../../support/value-at';
import type { Asker } from './asker';

/** Who reads the demo county's records. */
export const hospital = 'clinician@county-hospital';

/** Everything of a record that does not change with the time of day, from all five parts. */
export const wholeRecord = `query WholeRecord($id: ID!) {
  patient(id: $id) {
    id name gender birthDate phone
    identifiers { system value institution { name } }
    allergies { substance { code display } reaction recordedBy { name } }
    conditions(first: 10) { nodes { code { code display } active chronic recordedBy { name } } }
    familyDoctorContract { team { name leader { name } institution { name } } period { start end } }
    encounters(first: 10) { nodes { id class startedAt institution { id name } practitioner { name } diagnoses { code display } } }
    labReports(first: 5) { nodes { id status effectiveAt institution { id name } observations { item { code name } value unit } } }
    examReports(first: 5) { nodes { id modality findings conclusion institution { id name } item { code name } } }
    referrals(first: 5) { nodes { id number status from { id name } to { id name } diagnoses { code display } } }
    prescriptions(first: 5) { nodes { id number status prescriber { name } institution { name } items { drug { code name } quantity } } }
  }
}`;

/** What was written about a subject, as her own township reads it. */
export const writtenRecord = `query WrittenRecord($id: ID!, $reports: String, $visits: String) {
  patient(id: $id) {
    id
    labReports(first: 100, after: $reports) { nodes { id version conclusion observations { value } } pageInfo { hasNextPage endCursor } }
    encounters(first: 100, after: $visits) { nodes { id diagnoses { display } } pageInfo { hasNextPage endCursor } }
    referrals(first: 1) { nodes { id } }
    prescriptions(first: 1) { nodes { id } }
  }
}`;

/** A record as it is while nothing is broken. */
export interface KnownRecord {
  readonly id: string;
  readonly data: unknown;
}

const lists = [
  'conditions',
  'encounters',
  'labReports',
  'examReports',
  'referrals',
  'prescriptions',
];

/** How many clinical lists of a record have rows. */
const fullness = (data: unknown) =>
  lists.filter((list) => valueAt(data, 'patient', list, 'nodes', 0) !== undefined).length +
  Number(valueAt(data, 'patient', 'allergies', 0) !== undefined);

/** The demo county that was loaded under a data folder. */
export const countyUnder = (dataDir: string) =>
  createCounty(JSON.parse(readFileSync(join(dataDir, 'demo-county.json'), 'utf8')));

/** The records with the most in them, of the demo county under a data folder. */
export async function knowRecords(asker: Asker, dataDir: string, count: number) {
  const county = countyUnder(dataDir);
  const known: KnownRecord[] = [];
  for (let at = 0; at < county.patients; at += 1) {
    const { id } = county.person(at);
    const { data, errors } = await asker.run(hospital, wholeRecord, { id });
    if (data?.patient && !errors) known.push({ id, data });
  }
  known.sort((one, other) => fullness(other.data) - fullness(one.data));
  const best = known.slice(0, count);
  const [first] = best;
  if (!first || fullness(first.data) < 4)
    throw new Error('the demo county has no record with enough in it to compare');
  return best;
}
