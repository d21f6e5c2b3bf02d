import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Database } from '@lianyi/shared/database/database';
import type { SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { createConsortiumLoaders } from './consortium/consortium.loader';
import { createEmployeeLoader, createInstitutionCache } from './institution/institution.loader';
import { createPostingLoader } from './posting/posting.loader';
import { createPractitionerCache } from './practitioner/practitioner.loader';
import { createTeamLoaders } from './team/family-doctor-team.loader';

/** What lives as long as the process. */
export const createPersonnelCaches = ({ read }: Database) => ({
  institutions: createInstitutionCache(read),
  practitioners: createPractitionerCache(read),
});
export type PersonnelCaches = ReturnType<typeof createPersonnelCaches>;

/** What one request carries. */
export const createContext = (
  request: SubgraphRequest,
  { read }: Database,
  caches: PersonnelCaches,
) => ({
  request,
  viewer: request.identity.viewer satisfies Viewer,
  manager: read,
  ...caches,
  consortia: createConsortiumLoaders(read),
  employees: createEmployeeLoader(read),
  postings: createPostingLoader(read),
  teams: createTeamLoaders(read),
});
export type PersonnelContext = ReturnType<typeof createContext>;
