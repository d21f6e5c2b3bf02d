import { randomUUID } from 'node:crypto';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createPositionReader } from '@lianyi/shared/ports/institution-positions';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { createCarePlanLoader } from './care-plan/care-plan.loader';
import { createReferralLoaders } from './referral/referral.loader';
import type { ReferralRules } from './rules/referral-rules';

/** Members of a loose consortium refer to one another as those of a tight one do. */
const consortia = ['TIGHT', 'LOOSE'];

/** What lives as long as the process. */
export const createReferralsProcess = (
  { ask, keys, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  rules: ReferralRules,
) => ({
  ...{ ask, keys, now, newId, database, ...rules },
  positions: createPositionReader({ self: 'referrals', ask, integrations: consortia }),
  community: createCommunityReader({
    ...{ self: 'referrals', ask, now, integrations: new Set(consortia) },
  }),
});
export type ReferralsProcess = ReturnType<typeof createReferralsProcess>;

/** What one request carries. */
export function createContext(request: SubgraphRequest, process: ReferralsProcess) {
  const { identity, grants } = request;
  const manager = process.database.read;
  const access = createAccessReader({ self: 'referrals', identity, grants, ...process });
  const reading = { manager, access, viewer: identity.viewer };
  return {
    ...{ ...process, ...reading, request, identity },
    referrals: createReferralLoaders(reading),
    carePlans: createCarePlanLoader(manager),
  };
}
export type ReferralsContext = ReturnType<typeof createContext>;
