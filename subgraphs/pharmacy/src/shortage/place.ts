import type { Shortage } from './shortage.entity';

/** Above every moment a shortage can be due at. */
const afterAll = 1e14;

/** Where a shortage stands in the list: open ones by their due time, then ended ones, newest first. */
export const placeOf = ({ dueAt, endedAt }: Pick<Shortage, 'dueAt' | 'endedAt'>): number =>
  endedAt === null ? dueAt.getTime() : afterAll - endedAt.getTime();
