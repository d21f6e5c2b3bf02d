import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
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

  /** Ids of a team's members. */
  memberIds: new DataLoader<string, string[]>(async (teamIds) => {
    const tail = `WHERE \`teamId\` IN (${placeholders(teamIds)}) ORDER BY \`practitionerId\``;
    const rows = await selectRows(manager, FamilyDoctorTeamMember, tail, teamIds);
    const members = groupBy(rows, (row) => row.teamId);
    return teamIds.map((id) => (members.get(id) ?? []).map((row) => row.practitionerId));
  }),
});
