import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectSender, type SendClient } from '@lianyi/gateway/hl7/send-client';
import { freePort } from '@lianyi/shared/testing/free-port';
import { ProductProcess } from '../support/process';
import { type MessageFile, readMessageFiles, seededRandom, shuffled } from './message-files';
import { type ReadBack, readBack } from './read-back';
import { readEvents, resultsUnder, storedVersions, type ToldVersions } from './read-events';
import { verifyChain } from './verify-chain';

export interface StormOptions {
  readonly folder: string;
  readonly seed: number;
  /** Kills, spread over the sending. */
  readonly kills: number;
  readonly log?: (line: string) => void;
}

export interface StormReport extends ReadBack {
  readonly files: number;
  readonly kills: number;
  readonly answers: Readonly<Record<string, number>>;
  /** Answers that refuse without saying why. */
  readonly withoutReason: number;
  readonly surprises: readonly string[];
  /** Milliseconds from each start to readiness. */
  readonly starts: readonly number[];
  readonly exitCode: number | null;
  /** What the events of the reports say, after the stop. */
  readonly events: ToldVersions;
  /** What `audit:verify` said. */
  readonly audit: { readonly code: number | null; readonly text: string };
}

interface Answered {
  readonly message: Buffer;
  readonly code: string;
  /** Accepted, or refused with a reason. */
  readonly explained: boolean;
}

/**
 * Sends every file twice in a random order, and again until the process was killed as often as
 * told, at random moments, as its senders would: what was not answered is sent again. Then reads
 * everything back.
 */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-storm-'));
  const [port, hl7] = [await freePort(), await freePort()];
  const product = new ProductProcess({
    DATA_DIR: dataDir,
    ...{ PORT: String(port), HL7_PORT: String(hl7), LOG_LEVEL: 'error' },
    ...{ DEMO: 'on', DEMO_PATIENTS: '10' },
  });
  try {
    const starts = [await product.start()];
    const demo = await storedVersions(resultsUnder(dataDir));
    const { answered, kills } = await sendThroughKills(product, hl7, starts, options);
    const accepted = answered.filter(({ code }) => code === 'AA').map(({ message }) => message);
    const back = await readBack(`http://127.0.0.1:${port}`, accepted);
    await untilSent(dataDir, demo);
    const exitCode = await product.end('SIGTERM');
    return {
      ...back,
      ...{ files: readMessageFiles(options.folder).length, kills, exitCode, starts },
      events: await readEvents(resultsUnder(dataDir), demo),
      audit: await verifyChain(dataDir),
      withoutReason: answered.filter(({ explained }) => !explained).length,
      answers: countBy(answered.map(({ code }) => code)),
      surprises: product.surprises,
    };
  } finally {
    await product.end('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Longer than a lease holds that a killed process left: until then nobody else sends its events. */
const leasePatience = 30_000;

/** Waits until no event waits, or that took too long: what still waits is then in the report. */
async function untilSent(dataDir: string, demo: readonly string[]) {
  const until = Date.now() + leasePatience;
  while (Date.now() < until && (await readEvents(resultsUnder(dataDir), demo)).unsent > 0)
    await sleep(100);
}

async function sendThroughKills(
  product: ProductProcess,
  port: number,
  starts: number[],
  options: StormOptions,
) {
  const random = seededRandom(options.seed);
  const files = readMessageFiles(options.folder);
  const storm = startKills(product, starts, options, random);
  const sender = createSender(port);
  const answered: Answered[] = [];
  const send = async (file: MessageFile) => {
    for (const [at, answer] of (await sender.send(file)).entries()) {
      const code = /\rMSA\|(A[AER])/.exec(answer)?.[1] ?? 'none';
      const explained = code === 'AA' || /\rERR\|.*\S/.test(answer);
      answered.push({ message: file.messages[at] ?? file.frame, code, explained });
    }
  };
  for (const file of shuffled([...files, ...files], random)) await send(file);
  while (!storm.isOver()) for (const file of shuffled(files, random)) await send(file);
  sender.close();
  return { answered, kills: await storm.end() };
}

/** Kills and restarts the process at random moments, so often as told. */
function startKills(
  product: ProductProcess,
  starts: number[],
  { kills, log = () => undefined }: StormOptions,
  random: () => number,
) {
  let ending = false;
  let done = 0;
  const running = (async () => {
    while (!ending && done < kills) {
      await sleep(50 + random() * 900);
      if (ending) return;
      await product.end('SIGKILL');
      done += 1;
      starts.push(await product.start());
      log(`kill ${done}: ready again after ${Math.round(starts.at(-1) ?? 0)} ms`);
    }
  })();
  return {
    isOver: () => done >= kills,
    async end() {
      ending = true;
      await running;
      return done;
    },
  };
}

/** A sending system: one connection, and again from the start of the frame when it breaks. */
function createSender(port: number) {
  let client: SendClient | undefined;
  const attempt = async ({ frame, messages }: MessageFile) => {
    client ??= await connectSender(port, '127.0.0.1', 20_000);
    return client.send(frame, messages.length);
  };
  return {
    async send(file: MessageFile): Promise<string[]> {
      for (let tries = 0; tries < 600; tries += 1) {
        const answers = await attempt(file).catch(() => null);
        if (answers) return answers.map((bytes) => bytes.toString('latin1'));
        client?.close();
        client = undefined;
        await sleep(100);
      }
      throw new Error(`${file.path} was never answered`);
    },
    close: () => client?.close(),
  };
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
