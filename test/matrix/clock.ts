/** The instant at which the matrix is asked: in the morning, Shanghai time. */
export const now = new Date('2026-11-27T10:00:00+08:00');

const dayMs = 86_400_000;

/** The calendar day in Shanghai some days from it. */
export const days = (count: number) =>
  new Date(now.getTime() + 8 * 3_600_000 + count * dayMs).toISOString().slice(0, 10);

/** A moment on one side or the other of where seven days end. */
export function sevenDays(words: string): Date {
  const first = Date.parse(`${days(-7)}T00:00:00+08:00`);
  return new Date(words.includes('first moment of day 7') ? first : first - 1);
}

/** A moment on one side or the other of where ninety days end. */
export function ninetyDays(words: string): Date {
  const first = Date.parse(`${days(-90)}T00:00:00+08:00`);
  return new Date(words.includes('first moment of day 90') ? first : first - 1);
}
