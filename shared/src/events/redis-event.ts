import type { SentEvent } from './event';
import type { StreamEntry } from './redis-client';

/** The one field of an entry, as `XADD` takes it. */
export const eventField = 'event';

export const writeEvent = (event: SentEvent) => JSON.stringify(event);

/** The event of an entry; null where another version of the product wrote what is not one. */
export function readEvent([, fields]: StreamEntry): SentEvent | null {
  const text = fields[fields.indexOf(eventField) + 1];
  try {
    const event: unknown = JSON.parse(text ?? '');
    if (typeof event !== 'object' || event === null || !('at' in event && 'id' in event))
      return null;
    return { ...event, at: new Date(String(event.at)) } as SentEvent;
  } catch {
    return null;
  }
}
