import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { changeShapes, flaggedTypes, isEventType } from '@lianyi/shared/events/change-shapes';
import { readEventText } from '@lianyi/shared/events/redis-event';
import type { ChangeRow } from './change.entity';

/** A change before it has its number. */
export type NewChange = Omit<ChangeRow, 'sequence' | 'storedAt'>;

type Payload = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * What enters the feed of an event another part tells: the fields its shape names, and no other.
 * Throws UNAVAILABLE for a type this version does not know, so that it waits in its outbox until
 * this part is of the newer version, too.
 */
export function readChange(text: string): NewChange {
  const event = readEventText(text);
  if (event === null || !isEventType(event.type)) throw new Unavailable('patients');
  const { id: eventId, type, at } = event;
  // A payload holds what `EventPayloads` says of its type.
  const payload = event.payload as Payload;
  const details = Object.fromEntries(
    changeShapes[type].map((field) => [field, payload[field] ?? null]),
  );
  const idOf = (field: string) => (typeof payload[field] === 'string' ? payload[field] : null);
  return {
    eventId,
    ...{ type, at, details },
    patientId: idOf('patientId'),
    otherPatientId: idOf('otherPatientId'),
    institutionId: idOf('institutionId'),
    sensitive: flaggedTypes.has(type) && payload.sensitive !== false,
  };
}
