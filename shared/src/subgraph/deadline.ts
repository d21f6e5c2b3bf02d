import type { RequestIdentity } from '../auth/viewer-header';
import type { CallNumbers } from './call-numbers';
import { TookTooLong } from './post';

/** Milliseconds a question may take: what its asker has left, and never more than a part gets. */
export const timeFor = ({ answerBy }: RequestIdentity, timeoutMs: number): number =>
  answerBy === undefined ? timeoutMs : Math.min(timeoutMs, answerBy - performance.now());

/**
 * What a part that has so long may give to its own questions: so that these fail first, are named, and it
 * still answers. Of a short time a quarter is kept.
 */
export const timeWithin = (left: number, { marginMilliseconds }: CallNumbers): number =>
  Math.max(0, Math.floor(left - Math.min(marginMilliseconds, left / 4)));

/** A part that had less than half of what it gets, as its asker had no more, is not to blame for its silence. */
export const isOwnFault = (error: unknown, within: number, timeoutMs: number): boolean =>
  !(error instanceof TookTooLong && within < timeoutMs / 2);
