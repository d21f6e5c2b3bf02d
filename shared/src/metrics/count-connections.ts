import type { Server, Socket } from 'node:net';

/** How many connections a server has open, for its metrics; from now on. */
export function countConnections(server: Server): () => number {
  let open = 0;
  server.on('connection', (socket: Socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  return () => open;
}
