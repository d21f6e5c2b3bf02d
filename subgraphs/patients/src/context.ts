import { randomUUID } from 'node:crypto';
import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createRequestContexts } from '@lianyi/shared/subgraph/request-contexts';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { readWorkingDays } from '@lianyi/shared/time/working-days';
import { createOwnAccess } from './access/own-access';
import { createAllergyLoader } from './allergy/allergy.loader';
import { createAccessChain } from './audit/access-chain';
import { createBreakGlassLoaders } from './break-glass/break-glass.loader';
import { createPseudonyms } from './change/pseudonym';
import { createConditionLoader } from './condition/condition.loader';
import {
  createContractHistoryLoader,
  createContractLoader,
} from './contract/family-doctor-contract.loader';
import { createEncounterLoader } from './encounter/encounter.loader';
import { createIdentifierLoader } from './identifier/identifier.loader';
import { openKeys } from './keys/open-keys';
import { readMatchingRules } from './matching/matching-rules';
import { createPatientLoader } from './patient/patient.loader';
import { readAccessPolicy } from './policy/access-policy';
import { readChangeNumbers } from './policy/change-numbers';
import { readContractRules } from './policy/contract-rules';
import { readRegisterRules } from './policy/register-rules';
import { readRegistrationRules } from './policy/registration-rules';
import { createRecordReviewLoaders } from './record-review/record-review.loader';
import { readRecordReviewRules } from './record-review/record-review-rules';
import { createFollowUpLoader, createMembershipLoader } from './register/register.loader';
import { createRestrictionLoader } from './restriction/restriction.loader';

/**
 * What lives as long as the process: the rules, the keys' work, the end of the chain. Rejects
 * with a ConfigError where the field key is not the one the database is kept under.
 */
export async function createPatientsProcess(options: SubgraphOptions, database: Database) {
  const { ask, keys, logger, countDecision, now = () => new Date(), newId = randomUUID } = options;
  const policy = readAccessPolicy();
  const contractRules = readContractRules();
  const { cipher, chainKeys } = await openKeys(database, { keys, logger });
  return {
    ask,
    ...{ keys, logger, now, newId, database, policy, cipher, chainKeys },
    ...{ contractRules, registerRules: readRegisterRules(contractRules.priorityGroups) },
    recordReviewRules: readRecordReviewRules(),
    changeNumbers: readChangeNumbers(),
    pseudonyms: createPseudonyms(keys, cipher),
    rules: readRegistrationRules(),
    workingDays: readWorkingDays(),
    matching: readMatchingRules(),
    isSensitive: readSensitiveCodes().diagnosis,
    chain: createAccessChain({
      database,
      keys: chainKeys,
      logger,
      ...(countDecision ? { countDecision } : {}),
    }),
    community: createCommunityReader({
      self: 'patients',
      ...{ ask, now },
      integrations: policy.communityIntegrations,
    }),
  };
}
export type PatientsProcess = Awaited<ReturnType<typeof createPatientsProcess>>;

/** What one request carries. */
export const createContexts = (process: PatientsProcess) =>
  createRequestContexts(process, (request) => ({
    request,
    identity: request.identity,
    viewer: request.identity.viewer,
    manager: process.database.read,
    access: createOwnAccess(process, request),
    patients: createPatientLoader(process.database.read),
  })).making({
    recordReviews: createRecordReviewLoaders,
    identifiers: ({ manager }) => createIdentifierLoader(manager),
    allergies: ({ manager }) => createAllergyLoader(manager),
    conditions: ({ manager, access }) => createConditionLoader(manager, access),
    encounters: ({ manager, isSensitive, access }) =>
      createEncounterLoader(manager, isSensitive, access),
    contracts: ({ manager, now }) => createContractLoader(manager, shanghaiDay(now())),
    contractHistory: ({ manager, access }) => createContractHistoryLoader(manager, access),
    memberships: ({ manager }) => createMembershipLoader(manager),
    followUps: ({ manager }) => createFollowUpLoader(manager),
    glass: ({ manager }) => createBreakGlassLoaders(manager),
    restrictions: ({ manager }) => createRestrictionLoader(manager),
  });
export type PatientsContext = ReturnType<ReturnType<typeof createContexts>>;
