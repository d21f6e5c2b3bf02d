import { recordEvents } from '@lianyi/shared/events/record-events';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import type { Consortium } from './consortium.entity';

/** What of a consortium changed, with what tells one such change from another. */
export interface ConsortiumChange {
  readonly what: 'MEMBERS' | 'BODIES' | 'AGREEMENTS';
  readonly institutionId: string;
  readonly fact: readonly (string | null)[];
}

/** Tells that a consortium changed, within the transaction that stores it; by ids alone. */
export function tellConsortium(
  manager: EntityManager,
  { id: consortiumId, leadId }: Consortium,
  { what, institutionId, fact }: ConsortiumChange,
  at: Date,
): Promise<void> {
  const type = 'personnel.consortium.changed' as const;
  const id = `${type}:${contentDigest([consortiumId, what, institutionId, ...fact])}`;
  const payload = { consortiumId, what, institutionId };
  return recordEvents(manager, [{ id, type, key: leadId, payload }], at);
}
