import type { TestCounty } from '../support/county';
import { offering, otherSide, referring, referringOut } from './referral-fields';

const lead = 'county-hospital';

/** Steps that lead a slip to where a field takes it up. */
const steps = {
  'slip sent': [],
  'slip outward': [],
  'slip approved': ['approveOutwardReferral'],
  'slip received': [],
  'slip accepted': ['acceptReferral'],
  'slip arrived': ['acceptReferral', 'recordArrival'],
  'slip treated': ['acceptReferral', 'recordArrival', 'startTreatment'],
  'slip completed': ['acceptReferral', 'recordArrival', 'startTreatment', 'completeReferral'],
} as const;

/** A slip that the lead hospital sent, also out of the community, or received and took so far. */
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

const ownSlips: readonly FreshSlip[] = ['slip sent', 'slip outward', 'slip approved'];
const sentBy = (fresh: FreshSlip) => (ownSlips.includes(fresh) ? lead : otherSide);

function sending(fresh: FreshSlip, patientId: string, key: string): string {
  if (fresh === 'slip outward' || fresh === 'slip approved') return referringOut(patientId, key);
  return referring(patientId, key, fresh === 'slip sent' ? 'people-hospital' : lead);
}

export async function makeSlip(county: TestCounty, patientId: string, fresh: FreshSlip) {
  made += 1;
  const { data } = await county.run(
    `clinician@${sentBy(fresh)}`,
    `mutation { made: ${sending(fresh, patientId, `FRESH-${made}`)} { id } }`,
  );
  const { id } = (data as unknown as { made: { id: string } }).made;
  for (const step of steps[fresh]) {
    const said = step === 'completeReferral' ? ' summary: "病情平稳"' : '';
    const [role, answer] =
      step === 'approveOutwardReferral'
        ? ['community-office', 'referralId']
        : ['referral-officer', 'id'];
    await county.run(`${role}@${lead}`, `mutation { ${step}(id: "${id}"${said}) { ${answer} } }`);
  }
  return id;
}
