import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { ReferralsContext } from '../context';

const query = `query InstitutionNames($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Institution { id name } }
}`;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What paper calls institutions, by id, in one question; personnel knows. Rejects with UNAVAILABLE. */
export async function institutionNames(
  { ask, identity }: Pick<ReferralsContext, 'ask' | 'identity'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const representations = ids.map((id) => ({ __typename: 'Institution', id }));
  const { _entities } = await ask<{ _entities: readonly (Named | null)[] }>('personnel', {
    query,
    identity: onBehalf(identity, 'referrals'),
    variables: { representations },
  });
  return new Map(_entities.flatMap((one) => (one === null ? [] : [[one.id, one.name] as const])));
}
