/** Purposes a seed is used for; each has its own stream, so one can change without the others. */
export const streams = {
  staff: 1,
  person: 2,
  health: 3,
  plan: 4,
  values: 5,
  papers: 6,
  stock: 7,
} as const;
