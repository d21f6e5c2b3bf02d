import { connect } from 'node:net';

/** How one request over a connection of its own ended; `waiting` where nothing came in time. */
type Outcome = 'answered' | 'closed' | 'waiting';

const once = (port: number, patience: number) =>
  new Promise<Outcome>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(end, patience, 'waiting');
    socket.on('connect', () =>
      socket.write('GET /health/live HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n'),
    );
    socket.on('data', () => end('answered'));
    socket.on('error', () => end('closed'));
    socket.on('close', () => end('closed'));
  });

/** Clients that open a connection for each request, again and again until they are stopped. */
export function startChurn(port: number, clients: number) {
  const outcomes = { answered: 0, closed: 0, waiting: 0 };
  let stopped = false;
  const client = async () => {
    while (!stopped) outcomes[await once(port, 10_000)] += 1;
  };
  const working = Promise.all(Array.from({ length: clients }, client));
  return {
    async stop() {
      stopped = true;
      await working;
      return outcomes;
    },
  };
}
