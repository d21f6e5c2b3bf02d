import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Running, startProgram } from '../keys/program';

/** One process of the product apart, always at the same port. */
export interface PartProcess {
  readonly port: number;
  /** Starts it and waits until it is ready. */
  start(): Promise<void>;
  /** Tells it to end, as a deployment does; its exit code. */
  end(): Promise<number | null>;
}

export async function createPart(
  program: string,
  env: () => Readonly<Record<string, string>>,
): Promise<PartProcess> {
  const port = await keptPort();
  let running: Running | undefined;
  return {
    port,
    async start() {
      running = startProgram(program, { ...env(), PORT: String(port), HL7_PORT: 'off' });
      const { child } = running;
      for (let left = 1200; left > 0; left -= 1) {
        const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
        await answer?.body?.cancel();
        if (answer?.ok) return;
        if (child.exitCode !== null) throw new Error((await running.ended).text);
        await sleep(50);
      }
      throw new Error(`${program} was not ready in time`);
    },
    async end() {
      if (!running) return null;
      running.child.kill('SIGTERM');
      const { code } = await running.ended;
      running = undefined;
      return code;
    },
  };
}

/** A free port that no outgoing connection is given while what listens there is restarted. */
async function keptPort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
