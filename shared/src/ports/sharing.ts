import type { PositionReader } from './institution-positions';

/**
 * Whether an institution shares with another one, by a consortium of both. Rejects with `outside`
 * where that one belongs to none.
 */
export async function sharingWith(
  positions: PositionReader,
  institutionId: string,
  outside: (institutionId: string) => Error,
): Promise<(other: string) => Promise<boolean>> {
  const own = await positions(institutionId);
  if (!own?.consortiumIds.length) throw outside(institutionId);
  return async (other) => {
    const there = await positions(other);
    return there?.consortiumIds.some((id) => own.consortiumIds.includes(id)) ?? false;
  };
}
