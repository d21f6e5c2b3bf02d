import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenStream, openStream } from '@lianyi/shared/testing/event-client';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { allAfter, platform } from '../feed/feed-client';
import { createClient } from './client';

/** How often a consumer looks at its stream; how long an impatient one stays, and stays away. */
const lookMs = 100;

export interface ConsumersReport {
  /** Streams that were asked for. */
  readonly opened: number;
  /** Streams that were ended by who served them. */
  readonly sentAway: number;
  /** What was answered with anything but 200, or not at all: such a consumer gives up. */
  readonly failures: readonly string[];
  /** Of each consumer that was told anything else than what the feed holds, what it was told. */
  readonly mistold: readonly (readonly string[])[];
}

export interface FeedConsumers {
  /** Waits until the feed tells of so many reports since the start, and each consumer of all it tells. */
  stop(reports: number): Promise<ConsumersReport>;
}

/**
 * Clients of `GET /events` that store the id of what they were told, and come back with it: four that
 * stay until they are sent away, and come back when they were told to, and four that break off again
 * and again and come back at once, whatever they were told.
 */
export async function startConsumers(
  url: string,
  tokenOf = createClient(url).token,
): Promise<FeedConsumers> {
  const client = createClient(url, tokenOf);
  const authorization = `Bearer ${await tokenOf(platform)}`;
  const before = (await allAfter(client, null)).at(-1)?.cursor ?? '';
  const since = () => allAfter(client, before === '' ? null : before);
  const counts = { opened: 0, sentAway: 0 };
  const failures: string[] = [];
  /** Once no more is to come. */
  let end: string | undefined;
  const consumer: Consumer = {
    async open(last) {
      counts.opened += 1;
      // An empty one is none.
      const stream = await openStream(url, { authorization, 'last-event-id': last ?? before });
      if (stream.status === 200) return stream;
      await stream.done;
      throw new Error(`${stream.status}: ${stream.text()}`);
    },
    isLast: (cursor = before) => cursor === end,
    onSentAway() {
      counts.sentAway += 1;
    },
  };
  const giveUp = (error: unknown) => {
    failures.push(String(error));
    return [];
  };
  const consuming = [...Array(4).fill(true), ...Array(4).fill(false)].map((isPatient: boolean) =>
    consume(consumer, isPatient).catch(giveUp),
  );
  return {
    async stop(reports) {
      const isReport = ({ type }: { type: string }) => type === 'results.report.stored';
      await eventually(async () => (await since()).filter(isReport).length >= reports, 30_000);
      const all = (await since()).map(({ cursor }) => cursor);
      end = all.at(-1) ?? before;
      const told = await Promise.all(consuming);
      return { ...counts, failures, mistold: told.filter((one) => one.join() !== all.join()) };
    },
  };
}

interface Consumer {
  open(last?: string): Promise<OpenStream>;
  /** Whether the feed holds no more. */
  isLast(cursor: string | undefined): boolean;
  onSentAway(): void;
}

async function consume(consumer: Consumer, isPatient: boolean): Promise<string[]> {
  const told: string[] = [];
  while (!consumer.isLast(told.at(-1))) {
    const stream = await consumer.open(told.at(-1));
    const cursors = () => stream.events().map(({ id }) => id ?? '');
    const ended = stream.done.then(() => true);
    let isEnded = false;
    do isEnded = await Promise.race([ended, sleep(lookMs, false)]);
    while (isPatient && !isEnded && !consumer.isLast(cursors().at(-1) ?? told.at(-1)));
    told.push(...cursors());
    stream.close();
    if (isEnded) consumer.onSentAway();
    await sleep(isEnded && isPatient ? comeBackMs(stream) : lookMs);
  }
  return told;
}

/** The last that was told. */
const comeBackMs = (stream: OpenStream) =>
  Number([...stream.text().matchAll(/^retry: (\d+)$/gm)].at(-1)?.[1]);
