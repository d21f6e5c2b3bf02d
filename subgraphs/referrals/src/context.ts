import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import type { BasisRule } from './basis/basis-rule';
import { createCarePlanLoader } from './care-plan/care-plan.loader';
import { createReferralLoaders } from './referral/referral.loader';

/** What lives as long as the process. */
export const createReferralsProcess = (
  { ask, keys, now = () => new Date() }: SubgraphOptions,
  database: Database,
  basisRule: BasisRule,
) => ({ ask, keys, now, database, basisRule });
export type ReferralsProcess = ReturnType<typeof createReferralsProcess>;

/** What one request carries. */
export function createContext(request: SubgraphRequest, process: ReferralsProcess) {
  const { identity, grants } = request;
  const manager = process.database.read;
  const access = createAccessReader({ self: 'referrals', identity, grants, ...process });
  const reading = { manager, access, viewer: identity.viewer };
  return {
    ...{ ...process, ...reading, request },
    referrals: createReferralLoaders(reading),
    carePlans: createCarePlanLoader(manager),
  };
}
export type ReferralsContext = ReturnType<typeof createContext>;
