import { randomUUID } from 'node:crypto';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { Database } from '@lianyi/shared/database/database';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { readCalendarRules } from './calendar/calendar-rules';
import { createConsortiumLoaders } from './consortium/consortium.loader';
import { createEmployeeLoader, createInstitutionCache } from './institution/institution.loader';
import { createPostingLoader } from './posting/posting.loader';
import type { PostingRules } from './posting/posting-rules';
import { createPractitionerCache } from './practitioner/practitioner.loader';
import { createTeamLoaders } from './team/family-doctor-team.loader';
import { readTeamRules } from './team/team-rules';

/** What lives as long as the process. */
export const createPersonnelProcess = (
  { keys, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  postingRules: PostingRules,
) => ({
  ...{ now, newId, database, postingRules },
  ...{ keys, calendarRules: readCalendarRules(), teamRules: readTeamRules() },
  institutions: createInstitutionCache(database.read),
  practitioners: createPractitionerCache(database.read),
});
export type PersonnelProcess = ReturnType<typeof createPersonnelProcess>;

/** What one request carries. */
export function createContext(request: SubgraphRequest, process: PersonnelProcess) {
  const { read } = process.database;
  return {
    ...{ ...process, request, manager: read },
    viewer: request.identity.viewer satisfies Viewer,
    consortia: createConsortiumLoaders(read),
    employees: createEmployeeLoader(read),
    postings: createPostingLoader(read),
    teams: createTeamLoaders(read),
  };
}
export type PersonnelContext = ReturnType<typeof createContext>;
