/** How a number stands to a limit. */
export const comparisons = ['<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

/** Whether one number stands to another as asked. */
export const compares: Readonly<Record<Comparison, (number: number, limit: number) => boolean>> = {
  '<': (number, limit) => number < limit,
  '<=': (number, limit) => number <= limit,
  '>': (number, limit) => number > limit,
  '>=': (number, limit) => number >= limit,
};

/** What the graph cannot know: the doctor judges it. */
export const judgements = [
  'clinical',
  'imaging',
  'duration',
  'treatment-failure',
  'capability',
] as const;

/** A value that was measured: a laboratory's or a vital sign, by its code in the county's catalogue. */
export interface MeasuredCondition {
  readonly kind: 'lab' | 'vital';
  readonly code: string;
  /** `above-limit`: what the laboratory called high, positive or abnormal. */
  readonly operator: Comparison | 'above-limit';
  /** The limit; null with `above-limit`. */
  readonly value: number | null;
  /** UCUM, of the limit; null with `above-limit`. */
  readonly unit: string | null;
  /** How old the newest value may be, in days of 24 hours. */
  readonly withinDays: number;
}

/** One thing to be so; `text` says it to the doctor. */
export type Condition = { readonly text: string } & (
  | MeasuredCondition
  | {
      readonly kind: 'diagnosis';
      readonly icd10: readonly string[];
      readonly where: DiagnosisPlace;
    }
  | {
      readonly kind: 'age';
      readonly operator: Comparison;
      /** Completed years. */
      readonly value: number;
      /** At the onset of the rule's disease, not now. */
      readonly atOnset: boolean;
    }
  | { readonly kind: 'sex'; readonly value: 'MALE' | 'FEMALE' }
  | { readonly kind: 'pregnancy' }
  | { readonly kind: (typeof judgements)[number] }
);

/** SLIP: among the diagnoses the patient is referred with. RECORD: there, or in force in her record. */
export const diagnosisPlaces = ['SLIP', 'RECORD'] as const;
export type DiagnosisPlace = (typeof diagnosisPlaces)[number];

/** A tree of conditions: `all` and `any` of a file are counts, too. */
export type Tree =
  | { readonly kind: 'AT_LEAST'; readonly count: number; readonly of: readonly Tree[] }
  | { readonly kind: 'NOT'; readonly of: Tree }
  | { readonly kind: 'CONDITION'; readonly condition: Condition };

/** The conditions of a tree, from left to right. */
export function conditionsOf(tree: Tree): Condition[] {
  if (tree.kind === 'CONDITION') return [tree.condition];
  return tree.kind === 'NOT' ? conditionsOf(tree.of) : tree.of.flatMap(conditionsOf);
}

export const isMeasured = (
  condition: Condition,
): condition is MeasuredCondition & { readonly text: string } =>
  condition.kind === 'lab' || condition.kind === 'vital';
