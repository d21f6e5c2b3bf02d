import type { TestCounty } from '../support/county';
import { offering, otherSide, referring } from './referral-fields';

const lead = 'county-hospital';

/** Steps that lead a slip to where a field takes it up. */
const steps = {
  'slip sent': [],
  'slip received': [],
  'slip accepted': ['acceptReferral'],
  'slip arrived': ['acceptReferral', 'recordArrival'],
  'slip treated': ['acceptReferral', 'recordArrival', 'startTreatment'],
  'slip completed': ['acceptReferral', 'recordArrival', 'startTreatment', 'completeReferral'],
} as const;

/** A slip that the lead hospital sent, or received and took so far. */
export type FreshSlip = keyof typeof steps;
export const isSlip = (fresh: string): fresh is FreshSlip => fresh in steps;

/** Beds of the lead hospital; a bed of these, held for the resident. */
export type FreshUnit = 'capacity' | 'booking';
export const isUnit = (fresh: string): fresh is FreshUnit =>
  ['capacity', 'booking'].includes(fresh);

export async function makeUnit(county: TestCounty, patientId: string, fresh: FreshUnit) {
  const done = async (user: string, mutation: string) => {
    const { data } = await county.run(user, `mutation { made: ${mutation} { id } }`);
    return (data as unknown as { made: { id: string } }).made.id;
  };
  const capacityId = await done(`referral-officer@${lead}`, offering('FRESH'));
  if (fresh === 'capacity') return capacityId;
  const booking = `bookCapacity(capacityId: "${capacityId}" patientId: "${patientId}")`;
  return done(`clinician@${lead}`, booking);
}

let made = 0;

export async function makeSlip(county: TestCounty, patientId: string, fresh: FreshSlip) {
  made += 1;
  const [from, to] = fresh === 'slip sent' ? [lead, 'people-hospital'] : [otherSide, lead];
  const { data } = await county.run(
    `clinician@${from}`,
    `mutation { made: ${referring(patientId, `FRESH-${made}`, to)} { id } }`,
  );
  const { id } = (data as unknown as { made: { id: string } }).made;
  for (const step of steps[fresh]) {
    const said = step === 'completeReferral' ? ' summary: "病情平稳"' : '';
    await county.run(`referral-officer@${lead}`, `mutation { ${step}(id: "${id}"${said}) { id } }`);
  }
  return id;
}
