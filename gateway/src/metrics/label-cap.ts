/**
 * Keeps a label's values few: the first `most` are themselves, all further ones `other`. A value
 * not yet seen takes a place only where `mayAdd` says so.
 */
export function createLabelCap(most: number) {
  const known = new Set<string>();
  return (value: string, mayAdd: boolean) => {
    if (known.has(value)) return value;
    if (!mayAdd || known.size >= most) return 'other';
    known.add(value);
    return value;
  };
}
