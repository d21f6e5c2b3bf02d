/** What a judge may see, by its name in every report. */
export const findingKinds = [
  'acknowledged and lost',
  'stored twice',
  'half stored',
  'update lost',
  'another patient’s',
  'missing shown as none',
  'wrong answer',
  'stale after a write',
  'wrong refusal',
  'address shown',
  'no answer in time',
  'not recovered',
  'ended by itself',
  'event missing',
  'event of nothing',
  'access not recorded',
  'access log broken',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Finding {
  readonly kind: FindingKind;
  /** What exactly, for whoever looks for the cause. */
  readonly what: string;
}

export interface Findings {
  readonly all: readonly Finding[];
  add(kind: FindingKind, what: string): void;
}

export function createFindings(): Findings {
  const all: Finding[] = [];
  return { all, add: (kind, what) => void all.push({ kind, what }) };
}
