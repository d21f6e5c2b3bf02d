import type { SentEvent } from './event';
import type { StreamEntry } from './redis-client';

/** The one field of an entry, as `XADD` takes it. */
export const eventField = 'event';

export const writeEvent = (event: SentEvent) => JSON.stringify(event);

/** The event of an entry; null where another version of the product wrote what is not one. */
export const readEvent = ([, fields]: StreamEntry) =>
  readEventText(fields[fields.indexOf(eventField) + 1] ?? '');

/** The event of a text that `writeEvent` wrote; null where it is none. */
export function readEventText(text: string): SentEvent | null {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null || !('at' in event && 'id' in event))
      return null;
    return { ...event, at: new Date(String(event.at)) } as SentEvent;
  } catch {
    return null;
  }
}
