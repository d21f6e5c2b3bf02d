import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Command, Redis } from 'ioredis';
import { traceCommands } from './trace-commands';
import { traced, traceHeaders, useTracer } from './tracing';

/** Notes what spans were asked for. */
function noteSpans() {
  const spans: object[] = [];
  useTracer({
    within(span, work) {
      spans.push(span);
      return work();
    },
    traceparent: () => undefined,
    close: async () => undefined,
  });
  return spans;
}

describe('tracing', () => {
  afterEach(() => useTracer(undefined));

  it('runs the work alone where it is off', async () => {
    expect(await traced({ name: 'a' }, async () => 7)).toBe(7);
    expect(traceHeaders()).toEqual({});
  });

  const send = async (name: string, answer: Promise<unknown>) => {
    const client = new Redis({ lazyConnect: true });
    client.sendCommand = () => answer;
    traceCommands(client);
    const sent = client.sendCommand(new Command(name, ['a secret']));
    await Promise.resolve(sent).catch(() => undefined);
    client.disconnect();
    return sent;
  };

  it('makes a span of a Redis command, of its name alone', async () => {
    const spans = noteSpans();
    expect(await send('xadd', Promise.resolve('1-0'))).toBe('1-0');
    expect(spans).toEqual([{ name: 'redis xadd' }]);
  });

  it('leaves the failure of a command to who sent it', async () => {
    const spans = noteSpans();
    await expect(send('xadd', Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(spans).toHaveLength(1);
  });

  it('makes none of a wait for news', async () => {
    const spans = noteSpans();
    await send('xreadgroup', Promise.resolve(null));
    expect(spans).toEqual([]);
  });

  it('leaves a client as it is where it is off', async () => {
    expect(await send('xadd', Promise.resolve('1-0'))).toBe('1-0');
  });

  it('has one file that knows OpenTelemetry, which is loaded where it is on', () => {
    const root = resolve(__dirname, '../../..');
    const sources = ['shared/src', 'gateway/src', 'subgraphs'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.ts$/.test(file) && !/node_modules|dist\//.test(file))
        .map((file) => join(folder, file)),
    );
    const knowing = sources.filter((file) =>
      /from '@opentelemetry\//.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(knowing).toEqual(['shared/src/tracing/open-telemetry.ts']);
  });
});
