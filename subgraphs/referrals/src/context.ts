import { randomUUID } from 'node:crypto';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createPositionReader } from '@lianyi/shared/ports/institution-positions';
import { askWithin } from '@lianyi/shared/ports/within-request';
import { createRequestContexts } from '@lianyi/shared/subgraph/request-contexts';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
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
    ask,
    ...{ keys, now, newId, database, ...rules },
    positions: createPositionReader({ ...asking, integrations }),
    community: createCommunityReader({ ...asking, now, integrations: new Set(integrations) }),
  };
};
export type ReferralsProcess = ReturnType<typeof createReferralsProcess>;

/** What one request carries. */
export const createContexts = (process: ReferralsProcess) =>
  createRequestContexts(process, (request) => ({
    request,
    identity: request.identity,
    viewer: request.identity.viewer,
    manager: process.database.read,
    access: createAccessReader('referrals', process, request),
  })).making({
    ask: ({ identity }) => askWithin(process.ask, identity),
    positions: ({ identity }) => process.positions.within(identity),
    referrals: createReferralLoaders,
    consultations: createConsultationLoaders,
    carePlans: ({ manager }) => createCarePlanLoader(manager),
    advices: ({ manager }) => createAdviceLoader(manager),
    ratings: ({ manager }) => createRatingLoader(manager),
    continuity: createContinuityLoader,
    capacities: ({ manager }) => createCapacityLoaders(manager),
  });
export type ReferralsContext = ReturnType<ReturnType<typeof createContexts>>;
