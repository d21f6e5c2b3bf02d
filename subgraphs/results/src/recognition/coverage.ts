import type { Position } from '@lianyi/shared/ports/institution-positions';
import {
  type Reach,
  type RecognitionScope,
  recognitionScopes,
  type ScopeReach,
} from '../catalogue/scope';

/** Between whom a mark is to count. */
export interface Between {
  readonly from: Position | null;
  readonly at: Position;
  /** Whether they agreed to recognise the item as members of one consortium do. */
  readonly agreed: boolean;
}

/** Whether a mark of this scope, earned by `from`, counts at `at`. */
export function covers(
  reach: ScopeReach,
  { scope, mark }: { scope: RecognitionScope; mark: string },
  between: Between,
): boolean {
  const implied = recognitionScopes.slice(recognitionScopes.indexOf(scope));
  return implied.some((one) => reaches(reach[one], mark, between));
}

function reaches(reach: Reach, mark: string, { agreed, at, from }: Between): boolean {
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
      return agreed || (from?.consortiumIds.some((id) => at.consortiumIds.includes(id)) ?? false);
  }
}

const sameDivision = (one: string, other: string, digits: number) =>
  one.length >= digits && one.slice(0, digits) === other.slice(0, digits);
