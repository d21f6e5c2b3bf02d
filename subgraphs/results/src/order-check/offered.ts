import { isRecognizable, type JudgedResult, type Standing } from './judged-result';
import type { OrderRules } from './order-rules';

/**
 * The results that can be relied on instead of what is ordered: for a panel of each of its items,
 * as a part of one spares no needle; empty where it is not offered as a whole.
 */
export function offeredFor(
  { answering }: Pick<OrderRules, 'answering'>,
  code: string,
  existing: readonly JudgedResult[],
  standing: Standing,
): readonly JudgedResult[] {
  const places = new Map<number, JudgedResult[]>();
  for (const { itemCode, place } of answering(code)) {
    const found = existing.filter(
      (result) => result.itemCode === itemCode && isRecognizable(result, standing),
    );
    places.set(place, [...(places.get(place) ?? []), ...found]);
  }
  const all = [...places.values()];
  return all.every((found) => found.length > 0) ? all.flat() : [];
}
