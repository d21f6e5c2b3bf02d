import type { EventPayloads } from '@lianyi/shared/events/event';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';

const type = 'personnel.team.changed' as const;

/** Tells that somebody joined or left a team, within the transaction that stores it; by ids alone. */
export function tellTeam(
  manager: EntityManager,
  { change, day, institutionId, practitionerId, teamId }: EventPayloads[typeof type],
  at: Date,
): Promise<void> {
  const id = [type, teamId, practitionerId, change, day].join(':');
  const payload = { teamId, practitionerId, institutionId, change, day };
  return recordEvents(manager, [{ id, type, key: institutionId, payload }], at);
}
