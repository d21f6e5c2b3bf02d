import limitsData from './query-limits.json';

/** The numbers of query-limits.json; counts, and characters where the name says so. */
export type LimitNumbers = typeof limitsData;

export const limitNumbers: LimitNumbers = limitsData;
