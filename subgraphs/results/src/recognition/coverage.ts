import type { Position } from '@lianyi/shared/ports/institution-positions';
import {
  type Reach,
  type RecognitionScope,
  recognitionScopes,
  type ScopeReach,
} from '../catalogue/scope';

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
