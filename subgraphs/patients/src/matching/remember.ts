/** Keeps what was worked out once; cleared when full, so its size is bounded. */
export function remember<Result>(work: (text: string) => Result, most = 50_000) {
  const known = new Map<string, Result>();
  return (text: string): Result => {
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const result = work(text);
    if (known.size >= most) known.clear();
    known.set(text, result);
    return result;
  };
}
