import type { Cluster, Redis } from 'ioredis';
import { isTracing, traced } from './tracing';

/** They wait for what is new, and would be spans of nothing. */
const waiting = new Set(['xread', 'xreadgroup']);

/** Makes a span of each command: its name alone. */
export function traceCommands(client: Redis | Cluster) {
  if (!isTracing()) return;
  const send = client.sendCommand.bind(client);
  client.sendCommand = (...given: Parameters<Cluster['sendCommand']>) => {
    const [{ name }] = given;
    const sent: unknown = Reflect.apply(send, client, given);
    if (!waiting.has(name)) void follow(name, sent);
    return sent;
  };
}

/** Lasts as long as the command; who sent it hears of its failure. */
const follow = (name: string, sent: unknown) =>
  traced({ name: `redis ${name}` }, async () => {
    await sent;
  }).catch(() => undefined);
