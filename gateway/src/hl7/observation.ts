import type { ObservationInput } from './inputs';
import type { Segment } from './message';
import type { Result } from './order-groups';
import { missingField } from './refusal';

/**
 * HL7 table 0085: a segment that says of itself that it is no result: deleted, wrong, not
 * obtainable, not asked, pending, description of the order. It is not posted; a report from
 * which a result was withdrawn is posted again without it, and the graph keeps the old version.
 */
const withdrawn: ReadonlySet<string> = new Set(['D', 'W', 'X']);
const noResult: ReadonlySet<string> = new Set(['D', 'W', 'X', 'N', 'I', 'O']);
const notFinal: ReadonlySet<string> = new Set(['P', 'R', 'S']);

export const resultStatus = (obx: Segment) => obx.first(11);
export const isWithdrawn = (obx: Segment) => withdrawn.has(resultStatus(obx));
export const isNotFinal = (obx: Segment) => notFinal.has(resultStatus(obx));

/** A result to post: it has a value, and its status does not take that back. */
export const isPosted = (obx: Segment) =>
  !noResult.has(resultStatus(obx)) && readValue(obx).trim() !== '';

/** Value types that are read by people as running text. */
const narrative: ReadonlySet<string> = new Set(['TX', 'FT', 'ED', 'RP']);
export const isNarrative = (obx: Segment) => narrative.has(obx.first(2));

/** One coded element of up to three spellings (CWE): code, text, and the text it was made from. */
export interface CodedItem {
  readonly code: string;
  readonly text: string;
}

/**
 * OBX-3 and OBR-4. The code is the LOINC one where one is sent, else the first; a text without a
 * code is its own code, to be mapped. The text is the laboratory's own before LOINC's.
 */
export function readItem(segment: Segment, field: number): CodedItem | undefined {
  const spellings = [1, 4].map((at) => ({
    code: segment.first(field, at),
    text: segment.text(field, at + 1),
    loinc: /^(?:LN|LOINC|2\.16\.840\.1\.113883\.6\.1)$/i.test(segment.text(field, at + 2)),
  }));
  const coded = spellings.filter(({ code }) => code !== '');
  const texts = [...spellings.filter(({ loinc }) => !loinc), ...spellings]
    .map(({ text }) => text)
    .concat(segment.text(field, 9));
  const text = texts.find((one) => one !== '') ?? '';
  const code = (coded.find(({ loinc }) => loinc) ?? coded[0])?.code ?? text;
  return code === '' ? undefined : { code, text };
}

/** Throws (AE) where OBX-3 names nothing. */
export function readObservation({ obx }: Result): ObservationInput {
  const item = readItem(obx, 3);
  if (item === undefined) throw missingField(obx.at(3), 'must say what was observed.');
  const unit = readUnit(obx);
  const range = obx.whole(7);
  const flag = readFlag(obx);
  return {
    code: item.code,
    ...(item.text !== '' && { name: item.text }),
    value: readValue(obx),
    ...(unit.trim() !== '' && { unit }),
    ...(range.trim() !== '' && { referenceRange: range }),
    ...(flag !== '' && { flag }),
  };
}

/** OBX-5 as the laboratory prints it, all repetitions, by the type in OBX-2. */
export function readValue(obx: Segment): string {
  const count = obx.repetitions(5);
  const read = readerOf(obx);
  return Array.from({ length: count }, (_, index) => read(index + 1)).join('\n');
}

function readerOf(obx: Segment): (repetition: number) => string {
  switch (obx.first(2)) {
    case 'SN':
      // Comparator, number, separator, number: printed without anything between.
      return (at) => [1, 2, 3, 4].map((part) => obx.text(5, part, at)).join('');
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF':
      // The text the code was made from, else the code's text, else the code.
      return (at) => firstOf([9, 2, 5, 1, 4].map((part) => obx.printed(5, part, at)));
    case 'ED':
      return (at) => attachment([obx.text(5, 2, at), obx.text(5, 3, at)]);
    case 'RP':
      return (at) => obx.text(5, 1, at);
    case '':
      if (obx.repetitions(5) > 0) throw missingField(obx.at(2), 'must tell the type of OBX-5.');
      return () => '';
    default:
      return (at) => obx.whole(5, at);
  }
}

/** A file does not fit into the graph; its place says where it is. */
const attachment = (type: readonly string[]) =>
  `[${type.filter((part) => part !== '').join('/') || 'file'}: kept with the original message 附件存于原始报文]`;

const firstOf = (texts: readonly string[]) => texts.find((text) => text.trim() !== '') ?? '';

/** OBX-6 as printed. `10^9/L` is sent with its caret unescaped by many systems: it is one unit. */
function readUnit(obx: Segment): string {
  const [code, text] = [obx.printed(6, 1), obx.printed(6, 2)];
  const power = /^\s*[x×*X]?\s?10$/.test(code) && /^[+-]?\d/.test(text);
  return power ? `${code}^${text}` : firstOf([code, text, obx.printed(6, 4), obx.printed(6, 5)]);
}

const criticalFlags: ReadonlySet<string> = new Set(['LL', 'HH', 'AA']);
export const isCritical = (obx: Segment) => criticalFlags.has(readFlag(obx));

/** OBX-8 as printed; of several flags a critical one, else the first. */
function readFlag(obx: Segment): string {
  const flags = Array.from({ length: obx.repetitions(8) }, (_, index) => obx.text(8, 1, index + 1));
  return flags.find((flag) => criticalFlags.has(flag)) ?? firstOf(flags);
}
