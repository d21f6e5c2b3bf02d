import type { AdtEvent } from './encounter';
import type { Message } from './message';
import { type Condition, Hl7Refusal } from './refusal';

export type SupportedType = 'R01' | AdtEvent;

/** What this door records: results, and the visits that begin, change and end. */
const supported: ReadonlyMap<string, readonly SupportedType[]> = new Map([
  ['ORU', ['R01']],
  ['ADT', ['A01', 'A03', 'A04', 'A08']],
]);

/** For people and for the metric: every supported type as `ORU^R01`. */
export const supportedTypes: readonly string[] = [...supported].flatMap(([type, events]) =>
  events.map((event) => `${type}^${event}`),
);

/**
 * The event of a supported message. Throws (AR) for other types, versions (2.1 to 2.9 are read)
 * and processing ids; a message without MSH-11 counts as production.
 */
export function readMessageType(
  { header }: Message,
  processingIds: readonly string[],
): SupportedType {
  const events = supported.get(header.first(9, 1));
  if (!events) throw unsupported('UNSUPPORTED_TYPE', 9, `send ${supportedTypes.join(', ')}.`);
  const event = events.find((one) => one === header.first(9, 2));
  if (!event) throw unsupported('UNSUPPORTED_EVENT', 9, `send ${supportedTypes.join(', ')}.`);
  if (!/^2\.[1-9](?:\.\d)?$/.test(header.first(12)))
    throw unsupported('UNSUPPORTED_VERSION', 12, 'send a version from 2.1 to 2.9.');
  if (!processingIds.includes(header.first(11) || 'P'))
    throw unsupported('UNSUPPORTED_PROCESSING_ID', 11, `send ${processingIds.join(', ')}.`);
  return event;
}

const unsupported = (condition: Condition, field: number, advice: string) =>
  new Hl7Refusal('AR', condition, `MSH-${field} is not supported: ${advice}`, {
    segment: 'MSH',
    sequence: 1,
    field,
  });
