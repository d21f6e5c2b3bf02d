/** Ranges of a mark, widest first; a wider one implies the narrower ones. */
export const recognitionScopes = ['NATIONAL', 'REGION', 'PROVINCE', 'CITY', 'COMMUNITY'] as const;
export type RecognitionScope = (typeof recognitionScopes)[number];

/** Which institutions the mark of a scope reaches, seen from the one that made the result. */
export type Reach =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'LISTED'; readonly regions: readonly Region[] }
  | { readonly kind: 'SAME_DIVISION'; readonly digits: number }
  | { readonly kind: 'SAME_CONSORTIUM' };

/** A joint region: its printed mark and the division code prefixes of its members. */
export interface Region {
  readonly mark: string;
  readonly divisions: readonly string[];
}

export type ScopeReach = Readonly<Record<RecognitionScope, Reach>>;
