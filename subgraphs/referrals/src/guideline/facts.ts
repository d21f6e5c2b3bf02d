import type { VitalSign } from '../referral/vital-sign';
import type { MeasuredCondition } from './condition';

/** A fact, or in words for the doctor why there is none. */
export type Known<Fact> =
  | { readonly known: true; readonly fact: Fact }
  | { readonly known: false; readonly why: string };

export const known = <Fact>(fact: Fact): Known<Fact> => ({ known: true, fact });
export const unknown = (why: string) => ({ known: false, why }) as const;

/** The newest value of an item, as results reads it. */
export interface LatestValue {
  readonly takenAt: Date;
  /** In the unit asked for; null for text, and where the unit does not convert. */
  readonly number: number | null;
  readonly comparator: string | null;
  readonly interpretation: string;
}

export interface RecordedCondition {
  readonly code: string;
  /** Calendar day; null where nobody said. */
  readonly onset: string | null;
}

/** What is known of a patient when rules are weighed. */
export interface Facts {
  readonly at: Date;
  /** Codes of the diagnoses she is referred with. */
  readonly diagnoses: readonly string[];
  readonly person: Known<{ readonly gender: string; readonly birthDate: string | null }>;
  /** Conditions in force; `whole` where none is kept from the viewer. */
  readonly record: Known<{
    readonly conditions: readonly RecordedCondition[];
    readonly whole: boolean;
  }>;
  /** What the sender measured herself just now, by `valueKey`: newer than all of `values`. */
  readonly measured: ReadonlyMap<string, LatestValue>;
  /** By `valueKey`. `whole` where none is kept from the viewer. */
  readonly values: Known<{
    readonly latest: ReadonlyMap<string, LatestValue>;
    readonly whole: boolean;
  }>;
}

/** Vital signs of a moment ago as values. */
export const measuredNow = (
  vitals: readonly VitalSign[],
  takenAt: Date,
): ReadonlyMap<string, LatestValue> =>
  new Map(
    vitals.map((one) => [
      valueKey(one),
      { takenAt, number: one.value, comparator: null, interpretation: 'UNKNOWN' },
    ]),
  );

export const valueKey = ({ code, unit }: Pick<MeasuredCondition, 'code' | 'unit'>) =>
  `${code} ${unit ?? ''}`;
