import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments } from '@lianyi/shared/graphql/page';
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

  /** Ids of a team's members on a day: not of who has left by then. */
  memberIds: loadersByArguments<OnDay, string[]>(async (teamIds, { day }) => {
    const tail = `WHERE \`teamId\` IN (${placeholders(teamIds)}) AND \`start\` <= ? AND (\`end\` IS NULL OR \`end\` >= ?) AND NOT EXISTS (SELECT 1 FROM \`practitioner\` AS \`person\` WHERE \`person\`.\`id\` = \`practitionerId\` AND \`person\`.\`leftOn\` < ?) ORDER BY \`practitionerId\``;
    const rows = await selectRows(manager, FamilyDoctorTeamMember, tail, [
      ...[...teamIds, day, day, day],
    ]);
    const members = groupBy(rows, (row) => row.teamId);
    return teamIds.map((id) => (members.get(id) ?? []).map((row) => row.practitionerId));
  }),
});

export interface OnDay {
  readonly day: string;
}
