import { hasRole } from '@lianyi/shared/auth/viewer';
import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { ReferralsContext } from '../context';
import { ReferralForbidden } from '../referral/referral.errors';
import { institutionNames } from './institution-names';
import type { SlipPerson } from './slip-facts';
import { slipPage } from './slip-page';

const personQuery = (more: string) => `query SlipPerson($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Patient { name gender age phone address ${more} }
  }
}`;
const withAllergies = personQuery('allergies { substance { display } }');
/** An officer sees what the slip says, not the record: allergies are the record's. */
const withoutAllergies = personQuery('');
const drugsQuery = `query SlipDrugs($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Drug { code name } }
}`;

interface Entities<Entity> {
  readonly _entities: readonly (Entity | null)[];
}

/**
 * The slip as the paper form of the basic public health service norm (domain facts 3.1), a page of
 * HTML for A4. Refused like the slip itself, and to who may not know the patient. Rejects with
 * UNAVAILABLE where a part that names somebody on it cannot be asked: no slip leaves with gaps.
 */
export async function printSlip(context: ReferralsContext, id: string): Promise<string> {
  const { carePlans, reasons, referrals } = context;
  const referral = await referrals.released.load(id);
  if (!referral.identified) throw new ReferralForbidden(id);
  const { fromInstitutionId, patientId, reasonCode, toInstitutionId } = referral;
  const [events, plan, person, institutions] = await Promise.all([
    referrals.events.load(id),
    carePlans.load(id),
    personOf(context, patientId),
    institutionNames(context, [fromInstitutionId, toInstitutionId]),
  ]);
  if (!person) throw new ReferralForbidden(id);
  const drugs = await drugNames(
    context,
    (plan?.medications ?? []).map(({ drugCode }) => drugCode),
  );
  return slipPage({
    referral,
    ...{ person, events, plan, drugs },
    from: institutions.get(fromInstitutionId) ?? fromInstitutionId,
    to: institutions.get(toInstitutionId) ?? toInstitutionId,
    reason: reasons.get(reasonCode)?.name ?? reasonCode,
  });
}

type Asking = Pick<ReferralsContext, 'ask' | 'identity'>;

/** Asked as the viewer: patients decides once more, and shows what she may see. */
async function personOf({ ask, identity }: Asking, id: string): Promise<SlipPerson | null> {
  const treats = hasRole(identity.viewer, 'CLINICIAN', 'FAMILY_DOCTOR');
  const { _entities } = await ask<Entities<SlipPerson>>('patients', {
    query: treats ? withAllergies : withoutAllergies,
    identity: onBehalf(identity, 'referrals'),
    variables: { representations: [{ __typename: 'Patient', id }] },
  });
  return _entities[0] ?? null;
}

async function drugNames({ ask, identity }: Asking, codes: readonly string[]) {
  if (codes.length === 0) return [];
  const representations = codes.map((code) => ({ __typename: 'Drug', code }));
  const { _entities } = await ask<Entities<{ name: string }>>('pharmacy', {
    query: drugsQuery,
    identity: onBehalf(identity, 'referrals'),
    variables: { representations },
  });
  return codes.map((code, at) => _entities[at]?.name ?? code);
}
