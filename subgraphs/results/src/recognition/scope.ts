/** Ranges of a mark, widest first; a wider one implies the narrower ones. */
export const recognitionScopes = ['NATIONAL', 'REGION', 'PROVINCE', 'CITY', 'COMMUNITY'] as const;
export type RecognitionScope = (typeof recognitionScopes)[number];

/** Where an institution stands, as far as marks reach. */
export interface Position {
  readonly institutionId: string;
  /** GB/T 2260 division code, 6 digits; empty where it is not known. */
  readonly regionCode: string;
  /** The consortia whose members recognise one another's community mark. */
  readonly consortiumIds: readonly string[];
}

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

/** Whether a mark of this scope, earned by `from`, counts at `at`. */
export function covers(
  reach: ScopeReach,
  { scope, mark }: { scope: RecognitionScope; mark: string },
  from: Position | null,
  at: Position,
): boolean {
  const implied = recognitionScopes.slice(recognitionScopes.indexOf(scope));
  return implied.some((one) => reaches(reach[one], mark, from, at));
}

function reaches(reach: Reach, mark: string, from: Position | null, at: Position): boolean {
  switch (reach.kind) {
    case 'ALL':
      return true;
    case 'LISTED': {
      const region = reach.regions.find((one) => one.mark === mark);
      return region?.divisions.some((prefix) => at.regionCode.startsWith(prefix)) ?? false;
    }
    case 'SAME_DIVISION':
      return from !== null && sameDivision(from.regionCode, at.regionCode, reach.digits);
    case 'SAME_CONSORTIUM':
      return from?.consortiumIds.some((id) => at.consortiumIds.includes(id)) ?? false;
  }
}

const sameDivision = (one: string, other: string, digits: number) =>
  one.length >= digits && one.slice(0, digits) === other.slice(0, digits);
