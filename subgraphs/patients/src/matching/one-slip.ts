/**
 * Whether two different texts are one slip of the hand apart: a sign replaced, two neighbours
 * swapped, and where `length` may differ, a sign left out or added.
 */
export function isOneSlip(
  one: string,
  other: string,
  { length: mayDiffer }: { readonly length: boolean },
): boolean {
  const [short, long] = [Array.from(one), Array.from(other)].sort((a, b) => a.length - b.length);
  if (!short || !long || one === other) return false;
  const first = long.findIndex((sign, at) => sign !== short[at]);
  const rest = (signs: readonly string[], from: number) => signs.slice(from).join('');
  if (long.length - short.length === 1)
    return mayDiffer && rest(long, first + 1) === rest(short, first);
  if (long.length !== short.length) return false;
  const replaced = rest(long, first + 1) === rest(short, first + 1);
  const swapped =
    long[first] === short[first + 1] &&
    long[first + 1] === short[first] &&
    rest(long, first + 2) === rest(short, first + 2);
  return replaced || swapped;
}
