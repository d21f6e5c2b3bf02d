import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { Posting } from './posting.entity';

/** Tells that a posting began or ended, within the transaction that stores it; by ids alone. */
export function tellPosting(
  manager: EntityManager,
  what: 'started' | 'ended',
  { id: postingId, practitionerId, fromInstitutionId, toInstitutionId }: Posting,
  at: Date,
): Promise<void> {
  const type = `personnel.posting.${what}` as const;
  const payload = { postingId, practitionerId, institutionId: fromInstitutionId, toInstitutionId };
  const event = { id: `${type}:${postingId}`, type, key: fromInstitutionId, payload };
  return recordEvents(manager, [event], at);
}
