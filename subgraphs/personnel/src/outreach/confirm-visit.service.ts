import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { recordEvents } from '@lianyi/shared/events/record-events';
import { type EntityManager, IsNull } from 'typeorm';
import type { PersonnelContext } from '../context';
import { Practitioner } from '../practitioner/practitioner.entity';
import { NotTheHost, VisitConfirmed, VisitorConfirms, VisitWithdrawn } from './outreach.errors';
import { OutreachVisit } from './outreach-visit.entity';

/**
 * Confirms a visit to the viewer's institution, in one conditional update: by herself or, for its
 * personnel manager, by the witness she names. Whoever confirms is employed by the host and is not
 * the visitor. Confirmed again by the same it stays as it is, by another it is CONFLICT.
 */
export async function confirmVisit(
  context: PersonnelContext,
  id: string,
  witnessId: string | null | undefined,
): Promise<OutreachVisit> {
  const { database, now, viewer } = context;
  const visit = await visitOf(database.read, id);
  if (visit?.hostId !== viewer.institutionId) throw new NotTheHost(id);
  const confirmedById = await witnessOf(context, visit, witnessId ?? viewer.practitionerId);
  return database.transaction(async (manager) => {
    const at = now();
    const { affected } = await manager.update(
      OutreachVisit,
      { id, confirmedById: IsNull(), withdrawnAt: IsNull() },
      { confirmedById, confirmedAt: at },
    );
    const stored = await visitOf(manager, id);
    if (!stored) throw new Error(`visit ${id} is not there`);
    if (stored.withdrawnAt !== null) throw new VisitWithdrawn(stored);
    if (stored.confirmedById !== confirmedById) throw new VisitConfirmed(stored);
    if (affected === 1) await tellConfirmed(manager, stored, at);
    return stored;
  });
}

/** Who bears witness: of the host's people, and not the visitor, who names no other either. */
async function witnessOf(
  { database, viewer }: PersonnelContext,
  visit: OutreachVisit,
  id: string | undefined,
): Promise<string> {
  const visitor = visit.practitionerId;
  if (id === visitor || viewer.practitionerId === visitor) throw new VisitorConfirms(visit);
  if (id === undefined)
    throw new InvalidInput('practitionerId', 'must name who of the host bears witness.');
  const isManager = hasRole(viewer, 'PERSONNEL_MANAGER');
  if (id !== viewer.practitionerId && !isManager) throw new NotTheHost(visit.id);
  const [person] = await selectRows(database.read, Practitioner, 'WHERE `id` = ?', [id]);
  if (person?.employerId === visit.hostId && person.leftOn === null) return id;
  if (id === viewer.practitionerId) throw new NotTheHost(visit.id);
  throw new InvalidInput('practitionerId', 'is none of the host’s people.');
}

export async function visitOf(
  manager: EntityManager,
  id: string,
): Promise<OutreachVisit | undefined> {
  const [row] = await selectRows(manager, OutreachVisit, 'WHERE `id` = ?', [id]);
  return row;
}

/** From now on the visit counts: told within the transaction, by ids alone. */
function tellConfirmed(manager: EntityManager, visit: OutreachVisit, at: Date): Promise<void> {
  const { id: visitId, practitionerId, fromInstitutionId, hostId: toInstitutionId, day } = visit;
  const type = 'personnel.visit.confirmed';
  const payload = {
    visitId,
    ...{ practitionerId, institutionId: fromInstitutionId, toInstitutionId, day },
  };
  return recordEvents(
    manager,
    [{ id: `${type}:${visitId}`, type, key: fromInstitutionId, payload }],
    at,
  );
}
