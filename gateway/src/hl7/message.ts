import { Hl7Message, type Hl7Segment } from '@medplum/core';
import { type Decoded, decodeStrictly } from './charset';
import { type Delimiters, readDelimiters } from './delimiters';
import { unescapeText } from './escape';
import { Hl7Refusal, type Location } from './refusal';

/** One segment; fields, repetitions and components count from 1, as the standard names them. */
export interface Segment {
  readonly name: string;
  /** Which one of this name in the message, from 1. */
  readonly sequence: number;
  /** A component as it was printed, blanks included; empty where it was not sent or is `""` (null). */
  printed(field: number, component?: number, repetition?: number): string;
  /** A component without the blanks around it: codes, ids, dates. */
  text(field: number, component?: number, repetition?: number): string;
  /** The first subcomponent of a component, without blanks. */
  first(field: number, component?: number, repetition?: number): string;
  /** A whole repetition as printed, for types without components: a delimiter in it is text. */
  whole(field: number, repetition?: number): string;
  /** How many repetitions the field has; 0 where it was not sent. */
  repetitions(field: number): number;
  at(field: number): Location;
}

export interface Message {
  readonly segments: readonly Segment[];
  readonly header: Segment;
  readonly delimiters: Delimiters;
}

/** A segment's line: its name and nothing, or a delimiter. */
const segmentName = /^[A-Z][A-Z0-9]{2}$/;

/**
 * Parses a decoded message. Throws where MSH-2 cannot be used (AE) or a line is no segment (AE):
 * half of a value that was broken in two lines must not pass for the whole.
 */
export function parseMessage({ text, charset }: Decoded): Message {
  const delimiters = readDelimiters(text);
  const parsed = Hl7Message.parse(text.replace(/[\s\0]+$/, ''));
  const decode = (bytes: Buffer) => {
    const piece = decodeStrictly(bytes, charset);
    return piece?.includes('\0') ? undefined : piece;
  };
  const seen = new Map<string, number>();
  const segments = parsed.segments.map((segment, index) => {
    if (!segmentName.test(segment.name))
      throw new Hl7Refusal(
        'AE',
        'SEGMENT_SEQUENCE',
        `Line ${index + 1} is no segment. A line break inside a value is sent as \\.br\\.`,
      );
    const sequence = (seen.get(segment.name) ?? 0) + 1;
    seen.set(segment.name, sequence);
    return wrapSegment(segment, sequence, delimiters, (raw) =>
      raw === '""' ? '' : unescapeText(raw, delimiters, decode),
    );
  });
  const [header] = segments;
  if (header?.name !== 'MSH') throw new Hl7Refusal('AR', 'SEGMENT_SEQUENCE', 'MSH comes first.');
  return { segments, header, delimiters };
}

function wrapSegment(
  { name, fields }: Hl7Segment,
  sequence: number,
  delimiters: Delimiters,
  read: (raw: string) => string,
): Segment {
  // MSH-1 is the delimiter itself: what the parser cut first after the name is MSH-2.
  const offset = name === 'MSH' ? 1 : 0;
  const repetitionsOf = (field: number) => fields[field - offset]?.components ?? [];
  const rawAt = (field: number, component: number, repetition: number) =>
    repetitionsOf(field)[repetition - 1]?.[component - 1] ?? '';
  return {
    name,
    sequence,
    printed: (field, component = 1, repetition = 1) => read(rawAt(field, component, repetition)),
    text: (field, component = 1, repetition = 1) =>
      read(rawAt(field, component, repetition)).trim(),
    first(field, component = 1, repetition = 1) {
      const raw = rawAt(field, component, repetition);
      const end = raw.indexOf(delimiters.subcomponent);
      return read(end === -1 ? raw : raw.slice(0, end)).trim();
    },
    whole: (field, repetition = 1) =>
      read((repetitionsOf(field)[repetition - 1] ?? []).join(delimiters.component)),
    repetitions(field) {
      const all = repetitionsOf(field);
      return all.every((one) => one.every((raw) => raw === '')) ? 0 : all.length;
    },
    at: (field) => ({ segment: name, sequence, field }),
  };
}
