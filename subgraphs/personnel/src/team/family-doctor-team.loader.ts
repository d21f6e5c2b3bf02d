import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { absencesOf } from '../practitioner/leavers';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from './family-doctor-team.entity';

export const createTeamLoaders = (manager: EntityManager) => ({
  byId: new DataLoader<string, FamilyDoctorTeam | null>(async (ids) => {
    const rows = await selectRows(
      manager,
      FamilyDoctorTeam,
      `WHERE \`id\` IN (${placeholders(ids)})`,
      ids,
    );
    const teams = byKey(rows, (row) => row.id);
    return ids.map((id) => teams.get(id) ?? null);
  }),

  /** Ids of a team's members on a day: not of who has left by then. */
  memberIds: loadersByArguments<OnDay, string[]>(async (teamIds, { day }) => {
    const tail = `WHERE \`teamId\` IN (${placeholders(teamIds)}) AND \`start\` <= ? AND (\`end\` IS NULL OR \`end\` >= ?) ORDER BY \`practitionerId\``;
    const rows = await selectRows(manager, FamilyDoctorTeamMember, tail, [...teamIds, day, day]);
    const absences = await absencesOf(manager, rows);
    const there = rows.filter((row) => absences.isThere(row, day));
    const members = groupBy(there, (row) => row.teamId);
    return teamIds.map((id) => (members.get(id) ?? []).map((row) => row.practitionerId));
  }),
});

export interface OnDay {
  readonly day: string;
}
