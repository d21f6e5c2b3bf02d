import { randomUUID } from 'node:crypto';
import type { Database } from '@lianyi/shared/database/database';
import { createRequestContexts } from '@lianyi/shared/subgraph/request-contexts';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { createAgreementLoaders } from './agreement/agreement.loader';
import { createBodyLoaders } from './body/body.loader';
import { createConsortiumLoaders } from './consortium/consortium.loader';
import { createEmployeeLoader, createInstitutionCache } from './institution/institution.loader';
import { createLicenceLoader } from './licence/licence.loader';
import { createLicenceNumbers } from './licence/licence-numbers';
import { createPostingLoader } from './posting/posting.loader';
import { createPractitionerCache } from './practitioner/practitioner.loader';
import { createHistoryLoaders } from './practitioner/practitioner-history.loader';
import type { PersonnelRules } from './rules/personnel-rules';
import { createStaffDifferenceLoader } from './staff-list/staff-list.loader';
import { createTeamLoaders } from './team/family-doctor-team.loader';
import { createTrainingLoaders } from './training/training.loader';

/** What lives as long as the process. */
export const createPersonnelProcess = (
  { keys, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  rules: PersonnelRules,
) => ({
  ...rules,
  ...{ keys, now, newId, database },
  institutions: createInstitutionCache(database.read),
  practitioners: createPractitionerCache(database.read),
  licenceNumbers: createLicenceNumbers(keys),
});
export type PersonnelProcess = ReturnType<typeof createPersonnelProcess>;

/** What one request carries. */
export const createContexts = (process: PersonnelProcess) =>
  createRequestContexts(process, (request) => ({
    request,
    viewer: request.identity.viewer,
    manager: process.database.read,
  })).making({
    consortia: ({ manager }) => createConsortiumLoaders(manager),
    agreements: ({ manager }) => createAgreementLoaders(manager),
    bodies: ({ manager }) => createBodyLoaders(manager),
    employees: ({ manager }) => createEmployeeLoader(manager),
    histories: ({ manager }) => createHistoryLoaders(manager),
    licences: ({ manager }) => createLicenceLoader(manager),
    postings: ({ manager }) => createPostingLoader(manager),
    staffDifferences: ({ manager }) => createStaffDifferenceLoader(manager),
    teams: ({ manager }) => createTeamLoaders(manager),
    trainings: ({ manager }) => createTrainingLoaders(manager),
  });
export type PersonnelContext = ReturnType<ReturnType<typeof createContexts>>;
