import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import type { Counted } from './rate-limit';

interface Window {
  readonly since: number;
  readonly current: number;
}

/** Counts requests of users, each within a window that begins with its first. */
export function createRequestCounts(users: number, now: () => number = Date.now) {
  const windows = createRecentMap<string, Window>(users);
  return (key: string, windowMs: number): Counted => {
    const known = windows.get(key);
    const open = known !== undefined && now() < known.since + windowMs;
    const window = open ? { ...known, current: known.current + 1 } : { since: now(), current: 1 };
    windows.set(key, window);
    return { current: window.current, ttl: window.since + windowMs - now() };
  };
}
