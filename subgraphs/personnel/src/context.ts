import { randomUUID } from 'node:crypto';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Database } from '@lianyi/shared/database/database';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
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
  ...{ ...rules, keys, now, newId, database },
  institutions: createInstitutionCache(database.read),
  practitioners: createPractitionerCache(database.read),
  licenceNumbers: createLicenceNumbers(keys),
});
export type PersonnelProcess = ReturnType<typeof createPersonnelProcess>;

/** What one request carries. */
export function createContext(request: SubgraphRequest, process: PersonnelProcess) {
  const { read } = process.database;
  return {
    ...{ ...process, request, manager: read },
    viewer: request.identity.viewer satisfies Viewer,
    consortia: createConsortiumLoaders(read),
    agreements: createAgreementLoaders(read),
    bodies: createBodyLoaders(read),
    employees: createEmployeeLoader(read),
    histories: createHistoryLoaders(read),
    licences: createLicenceLoader(read),
    postings: createPostingLoader(read),
    staffDifferences: createStaffDifferenceLoader(read),
    teams: createTeamLoaders(read),
    trainings: createTrainingLoaders(read),
  };
}
export type PersonnelContext = ReturnType<typeof createContext>;
