/** A word as people mean it, without regard to width, case and space around. */
export const plainWord = (word: string) => word.normalize('NFKC').trim().toLowerCase();
