import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { CarePlanInput } from './referral.inputs';
import type { Asking } from './reports-sent';

const drugsQuery = `query PlannedDrugs($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Drug { code } }
}`;

/** Every medication of a plan is a drug of the county's catalogue, or the receiver could not go on with it. */
export async function requireDrugs({ ask, identity }: Asking, plan?: CarePlanInput | null) {
  const codes = (plan?.medications ?? []).map(({ drugCode }) => drugCode);
  if (codes.length === 0) return;
  const representations = codes.map((code) => ({ __typename: 'Drug', code }));
  const { _entities: drugs } = await ask<{ _entities: (object | null)[] }>('pharmacy', {
    query: drugsQuery,
    variables: { representations },
    identity: onBehalf(identity, 'referrals'),
  });
  const unknown = drugs.indexOf(null);
  if (unknown >= 0)
    throw new InvalidInput(
      `carePlan.medications[${unknown}].drugCode`,
      'is no drug of the catalogue.',
    );
}
