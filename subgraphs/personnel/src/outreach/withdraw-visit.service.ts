import { hasRole } from '@lianyi/shared/auth/viewer';
import { checkText } from '@lianyi/shared/errors/check-text';
import { IsNull } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { visitOf } from './confirm-visit.service';
import { NotYourVisit, VisitConfirmed } from './outreach.errors';
import { OutreachVisit } from './outreach-visit.entity';

/**
 * Takes back a visit that was logged wrongly, in one conditional update: by the visitor, or by who
 * manages her or the host. It stays in the log, leaves its time to others and counts for nothing.
 * Refuses with CONFLICT where the host has confirmed it. Taken back again it stays as it is.
 */
export async function withdrawVisit(
  context: PersonnelContext,
  id: string,
  reason: string,
): Promise<OutreachVisit> {
  checkText('reason', reason, { characters: 2000 });
  const { database, now } = context;
  const visit = await visitOf(database.read, id);
  if (!visit || !(await mayWithdraw(context, visit))) throw new NotYourVisit(id);
  return database.transaction(async (manager) => {
    await manager.update(
      OutreachVisit,
      { id, confirmedById: IsNull(), withdrawnAt: IsNull() },
      { withdrawnAt: now(), withdrawReason: reason.trim() },
    );
    const stored = await visitOf(manager, id);
    if (!stored) throw new Error(`visit ${id} is not there`);
    if (stored.confirmedById !== null) throw new VisitConfirmed(stored);
    return stored;
  });
}

async function mayWithdraw(context: PersonnelContext, visit: OutreachVisit): Promise<boolean> {
  const { viewer } = context;
  if (viewer.practitionerId === visit.practitionerId) return true;
  if (!hasRole(viewer, 'PERSONNEL_MANAGER')) return false;
  const managed = await managedInstitutions(context);
  return managed.includes(visit.fromInstitutionId) || managed.includes(visit.hostId);
}
