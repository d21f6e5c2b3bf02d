import { hash } from './random';

/** What an invented id names; part of the id, so ids of different kinds never meet. */
const kinds = [
  'PATIENT',
  'ENCOUNTER',
  'CONDITION',
  'ALLERGY',
  'CONTRACT',
  'LAB_REPORT',
  'EXAM_REPORT',
  'REPORT_VERSION',
  'OBSERVATION',
  'PRESCRIPTION',
  'DISPENSING',
  'REFERRAL',
  'REFERRAL_EVENT',
  'CARE_PLAN',
  'IDENTIFIER',
  'OTHER',
] as const;
export type IdKind = (typeof kinds)[number];

/** Four hexadecimal digits of every number that has so many: ids are written by the million. */
const hex4 = Array.from({ length: 0x10000 }, (_, number) => number.toString(16).padStart(4, '0'));
const low = (value: number) => hex4[value & 0xffff] ?? '';
const high = (value: number) => hex4[value >>> 16] ?? '';

/**
 * A UUID-shaped id: resident, kind and number in front, so that a county of a million is
 * written in the order of its keys; the seed's hash behind, so that two counties never share one.
 */
export function demoId(seed: number, kind: IdKind, resident: number, number = 0): string {
  const tail = hash(seed, resident, number);
  const owner = `${high(resident)}${low(resident)}-${low(kinds.indexOf(kind))}`;
  const count = `${low(0x4000 | (number >>> 12))}-${low(0x8000 | (number & 0x0fff))}`;
  return `${owner}-${count}-${high(tail)}${low(tail)}${low(hash(tail, seed))}`;
}
