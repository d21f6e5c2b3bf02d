import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { InvalidInput, Unavailable } from '@lianyi/shared/errors/domain-error';
import type { Coding } from '@lianyi/shared/graphql/coding';
import { type AskSubgraph, onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { PlannedMedication } from './sheet';

export interface Asking {
  readonly ask: AskSubgraph;
  readonly identity: RequestIdentity;
}

const allergiesQuery = `query AllergiesBeforePrescribing($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Patient { allergies { substance { system code display } } } }
}`;

interface AllergiesAnswer {
  readonly _entities: readonly ({
    readonly allergies: readonly { readonly substance: Coding }[] | null;
  } | null)[];
}

/**
 * What the patient does not bear, of all her records. Rejects with UNAVAILABLE where patients does
 * not say: none known is never said by a part that is down (design rule 14).
 */
export async function allergiesOf({ ask, identity }: Asking, patientId: string): Promise<Coding[]> {
  const representations = [{ __typename: 'Patient', id: patientId }];
  const { _entities: patients } = await ask<AllergiesAnswer>('patients', {
    query: allergiesQuery,
    variables: { representations },
    identity: onBehalf(identity, 'pharmacy'),
  });
  const allergies = patients[0]?.allergies;
  if (!allergies) throw new Unavailable('patients');
  return allergies.map(({ substance }) => substance);
}

const contractQuery = `query ContractBeforePrescribing($patientIds: [ID!]!) {
  patientCare(patientIds: $patientIds) { contractedWith }
}`;

/** Whether a family-doctor contract of one of her records is in force. */
export async function isContracted({ ask, identity }: Asking, records: readonly string[]) {
  const { patientCare } = await ask<{ patientCare: { contractedWith: string | null }[] }>(
    'patients',
    {
      query: contractQuery,
      variables: { patientIds: records },
      identity: onBehalf(identity, 'pharmacy'),
    },
  );
  return patientCare.some(({ contractedWith }) => contractedWith !== null);
}

const planQuery = `query PlanOfDownReferral($id: ID!) {
  plan: planHandedOver(referralId: $id) { patientId toInstitutionId medications { drugCode dosage days } }
}`;

interface PlanAnswer {
  readonly patientId: string;
  readonly toInstitutionId: string;
  readonly medications: readonly PlannedMedication[];
}

/**
 * What a down-referral hands over to the viewer's institution. One of others and an id that is none
 * are refused alike.
 */
export async function planOf(
  { ask, identity }: Asking,
  referralId: string,
  records: readonly string[],
): Promise<readonly PlannedMedication[]> {
  const { plan } = await ask<{ plan: PlanAnswer | null }>('referrals', {
    query: planQuery,
    variables: { id: referralId },
    identity: onBehalf(identity, 'pharmacy'),
  });
  const here = plan?.toInstitutionId === identity.viewer.institutionId;
  if (!plan || !here || !records.includes(plan.patientId))
    throw new InvalidInput(
      'referralId',
      `${shownId(referralId)} is no down-referral of this patient that this institution accepted.`,
    );
  return plan.medications;
}
