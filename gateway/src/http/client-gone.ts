import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Aborted once nobody hears the answer any more, or it was sent; at once where that was before. The
 * connection is heard, too: an answer that waits behind another on it is never told that it ended.
 */
export function clientGone({ socket }: FastifyRequest, { raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const end = () => {
    socket.off('close', end);
    gone.abort();
  };
  if (raw.destroyed || socket.destroyed) gone.abort();
  else {
    raw.once('close', end);
    socket.once('close', end);
  }
  return gone.signal;
}
