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

const hex = (value: number, width: number) => value.toString(16).padStart(width, '0');

/**
 * A UUID-shaped id: resident, kind and number in front, so that a county of a million is
 * written in the order of its keys; the seed's hash behind, so that two counties never share one.
 */
export function demoId(seed: number, kind: IdKind, resident: number, number = 0): string {
  const tail = hash(seed, resident, number);
  const variant = 0x8000 | (number & 0x0fff);
  return [
    hex(resident, 8),
    hex(kinds.indexOf(kind), 4),
    `4${hex((number >>> 12) & 0xfff, 3)}`,
    hex(variant, 4),
    hex(tail, 8) + hex(hash(tail, seed) & 0xffff, 4),
  ].join('-');
}
