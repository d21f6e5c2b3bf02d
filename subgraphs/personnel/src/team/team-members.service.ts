import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type EntityManager, IsNull } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { existingInstitution } from '../institution/institution.service';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { takeTurn } from '../posting/take-turn.service';
import { refuseLeft } from '../practitioner/leavers';
import { personOf } from '../practitioner/managed-person.service';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { type FamilyDoctorTeam, FamilyDoctorTeamMember } from './family-doctor-team.entity';
import { AlreadyInTeam, NotInTeam, TeamForbidden } from './team.errors';
import { TeamSeat } from './team-rules';
import { tellTeam } from './tell-team.service';

interface Membership {
  readonly teamId: string;
  readonly practitionerId: string;
}

/**
 * Takes a person into a team the viewer manages, from a day on. Told again it changes nothing.
 * Refuses who fills none of a team’s seats, and days on which she is in it already.
 */
export async function joinTeam(
  context: PersonnelContext,
  { teamId, practitionerId }: Membership,
  start: string,
): Promise<FamilyDoctorTeam> {
  const team = await managedTeam(context, teamId);
  if ((await seatsOf(context, practitionerId)).length === 0)
    throw new InvalidInput('practitionerId', 'fills none of a team’s seats.');
  const place = await storedInstitution(context.database.read, team.institutionId);
  return context.database.transaction(async (manager) => {
    const others = await membershipsInTurn(manager, { teamId, practitionerId });
    if (others.some((one) => one.start === start && one.end === null)) return team;
    refuseMerged('teamId', place, null);
    refuseLeft('practitionerId', await personOf(manager, practitionerId));
    const taken = others.find(({ end }) => end === null || end >= start);
    if (taken) throw new AlreadyInTeam(taken.start);
    await insertRows(manager, FamilyDoctorTeamMember, [
      { teamId, practitionerId, start, end: null },
    ]);
    await tellTeam(
      manager,
      { teamId, practitionerId, institutionId: team.institutionId, change: 'JOINED', day: start },
      context.now(),
    );
    return team;
  });
}

/** Ends a membership; of two ends at once one holds. The leader stays: a team has one. */
export async function leaveTeam(
  context: PersonnelContext,
  { teamId, practitionerId }: Membership,
  lastDay: string,
): Promise<FamilyDoctorTeam> {
  const team = await managedTeam(context, teamId);
  if (team.leaderId === practitionerId) throw new InvalidInput('practitionerId', 'leads the team.');
  return context.database.transaction(async (manager) => {
    const others = await membershipsInTurn(manager, { teamId, practitionerId });
    if (others.some(({ end }) => end === lastDay)) return team;
    const open = others.find(({ end }) => end === null);
    if (!open) throw new NotInTeam();
    if (lastDay < open.start) throw new InvalidInput('lastDay', 'is before she joined.');
    const { affected } = await manager.update(
      FamilyDoctorTeamMember,
      { teamId, practitionerId, start: open.start, end: IsNull() },
      { end: lastDay },
    );
    if (affected !== 1) throw new NotInTeam();
    await tellTeam(
      manager,
      { teamId, practitionerId, institutionId: team.institutionId, change: 'LEFT', day: lastDay },
      context.now(),
    );
    return team;
  });
}

/** Seats of a team that nobody of these fills, in the order a team is described in. */
export async function emptySeats(
  context: PersonnelContext,
  memberIds: readonly string[],
): Promise<TeamSeat[]> {
  const filled = await Promise.all(memberIds.map((id) => seatsOf(context, id)));
  const seats = new Set(filled.flat());
  return Object.values(TeamSeat).filter((seat) => !seats.has(seat));
}

async function seatsOf(context: PersonnelContext, practitionerId: string): Promise<TeamSeat[]> {
  const { category, employerId } = await existingPractitioner(context, practitionerId);
  const { tier } = await existingInstitution(context, employerId);
  return context.teamRules.seatsOf({ category, tier });
}

async function managedTeam(context: PersonnelContext, teamId: string): Promise<FamilyDoctorTeam> {
  const team = await context.teams.byId.load(teamId);
  const managed = await managedInstitutions(context);
  if (!team || !managed.includes(team.institutionId)) throw new TeamForbidden(teamId);
  return team;
}

async function membershipsInTurn(manager: EntityManager, { teamId, practitionerId }: Membership) {
  await takeTurn(manager, practitionerId);
  const tail = 'WHERE `teamId` = ? AND `practitionerId` = ? ORDER BY `start`';
  return selectRows(manager, FamilyDoctorTeamMember, tail, [teamId, practitionerId]);
}
