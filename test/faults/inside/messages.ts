/** Defects that are planted inside a process; all others are planted at its doors. */
export const innerDefects = [
  'an event is not recorded with its report',
  'a report is stored without its last value',
  'a visit is answered and rolled back',
  'a read is not recorded in the access log',
  'a breaker never closes',
  'an answer is awaited for ever',
  'half an answer is taken for the whole',
] as const;
export type InnerDefect = (typeof innerDefects)[number];

/** What a part is told by the tests; the product itself knows nothing of it. */
export interface Told {
  readonly defect?: InnerDefect | null;
  /** Milliseconds its clock stands ahead, or behind. */
  readonly clock?: number;
  /** Whether the embedded databases may not grow, as on a full disk. */
  readonly full?: boolean;
  /** Answers with its memory after a collection; needs `--expose-gc`. */
  readonly measure?: boolean;
}

export interface Measured {
  readonly heapBytes: number;
  readonly externalBytes: number;
}
