import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { AccessDay } from './access-day.entity';
import type { ChainEnd, ChainHash } from './chain-hash';

/**
 * Follows the chain from `from`, entry by entry, and divides it into days. The first entry of a
 * later Shanghai day finishes the open one. Days only go forward: an entry whose time lies before
 * the open day belongs to the open day, however far a clock was set back.
 */
export function followDays(hash: ChainHash, from: ChainEnd) {
  let end = from;
  const finished: AccessDay[] = [];
  return {
    /** Days finished on the way. */
    finished,
    end: () => end,
    add(entry: { readonly seq: number; readonly at: Date; readonly hash: string }) {
      const day = shanghaiDay(entry.at);
      if (end.day === null) end = { ...end, day, firstSeq: entry.seq };
      else if (day > end.day) {
        const sealed = sealDay(hash, end, end.day);
        finished.push(sealed);
        end = { ...end, day, firstSeq: entry.seq, sealed: sealed.proof };
      }
      end = { ...end, seq: entry.seq, hash: entry.hash };
    },
  };
}

function sealDay(hash: ChainHash, end: ChainEnd, day: string): AccessDay {
  const { seq: lastSeq, firstSeq } = end;
  const head = { day, firstSeq, lastSeq, entries: lastSeq - firstSeq + 1, hash: end.hash };
  return { ...head, proof: hash.day(end.sealed, head) };
}
