import type { TestCounty } from '../support/county';
import { makeBatch, prescribing, sheetDrug } from './pharmacy-fields';
import type { Subject } from './root-fields';

const lead = 'county-hospital';

/** A sheet the lead hospital issued; one that was approved, with a batch to fill it from. */
export type FreshSheet = 'sheet' | 'sheet approved';
export const isSheet = (fresh: string): fresh is FreshSheet =>
  ['sheet', 'sheet approved'].includes(fresh);

export async function makeSheet(county: TestCounty, subject: Subject, fresh: FreshSheet) {
  const done = async (user: string, mutation: string) => {
    const { data } = await county.run(`${user}@${lead}`, `mutation { made: ${mutation} { id } }`);
    return (data as unknown as { made: { id: string } }).made.id;
  };
  const id = await done('family-doctor', prescribing(subject));
  if (fresh === 'sheet') return id;
  await makeBatch(county, { ...subject, drugCode: sheetDrug });
  return done('pharmacist', `approvePrescription(id: "${id}")`);
}
