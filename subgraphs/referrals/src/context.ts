import { randomUUID } from 'node:crypto';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createPositionReader } from '@lianyi/shared/ports/institution-positions';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { createCapacityLoaders } from './capacity/capacity.loader';
import { createCarePlanLoader } from './care-plan/care-plan.loader';
import { createConsultationLoaders } from './consultation/consultation.loader';
import { createContinuityLoader } from './continuity/continuity.loader';
import { createAdviceLoader } from './guideline/referral-advice.loader';
import { createReferralLoaders } from './referral/referral.loader';
import type { ReferralRules } from './rules/referral-rules';
import { createRatingLoader } from './satisfaction/referral-rating.loader';

/** What lives as long as the process. */
export const createReferralsProcess = (
  { ask, keys, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  rules: ReferralRules,
) => {
  const { communityIntegrations: integrations } = rules.basisRule;
  const asking = { self: 'referrals', ask } as const;
  return {
    ...{ ask, keys, now, newId, database, ...rules },
    positions: createPositionReader({ ...asking, integrations }),
    community: createCommunityReader({ ...asking, now, integrations: new Set(integrations) }),
  };
};
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
    consultations: createConsultationLoaders(reading),
    carePlans: createCarePlanLoader(manager),
    advices: createAdviceLoader(manager),
    ratings: createRatingLoader(manager),
    continuity: createContinuityLoader({ ...process, ...reading }),
    capacities: createCapacityLoaders(manager),
  };
}
export type ReferralsContext = ReturnType<typeof createContext>;
