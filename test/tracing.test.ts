import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { startTracing } from '@lianyi/shared/tracing/start-tracing';
import { isTracing, traced } from '@lianyi/shared/tracing/tracing';
import { startCounty, type TestCounty, type TopologyKind } from './support/county';
import { operation } from './support/operations';

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { key: string; value: { stringValue?: string } }[];
}

interface SentSpans {
  readonly resourceSpans: readonly { scopeSpans: readonly { spans: readonly SentSpan[] }[] }[];
}

/** A collector that keeps what it is sent. */
async function startCollector(port = 0) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const spans = () =>
    bodies
      .flatMap((body) => (JSON.parse(body) as SentSpans).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, spans, text: () => bodies.join('\n'), close: () => server.close() };
}

const logger = createLogger('test', 'silent');

const register = `mutation {
  registerPatient(identifiers: [], demographics: {
    name: "欧阳迹影", gender: FEMALE, birthDate: "1962-08-15", phone: "13800005678", address: "云溪县东浦镇河湾村12号"
  }) { outcome }
}`;

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const asker = '00f067aa0ba902b7';

describe.each<TopologyKind>(['one process', 'apart'])('the traces of a county (%s)', (topology) => {
  let county: TestCounty;
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let spans: readonly SentSpan[];
  beforeAll(async () => {
    collector = await startCollector();
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
    const stopTracing = await startTracing(process.env, 'test', logger);
    county = await startCounty({ topology, patients: 12 });
    const id = county.county.person(0).id;
    const token = await county.token('clinician@county-hospital');
    const response = await fetch(`${county.gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        traceparent: `00-${traceId}-${asker}-01`,
      },
      body: JSON.stringify({ query: operation('UnifiedRecord'), variables: { id } }),
    });
    expect(await response.json()).toMatchObject({ data: { patient: { id } } });
    const written = await county.run('clinician@county-hospital', register, {});
    expect(written.data).toMatchObject({ registerPatient: { outcome: expect.any(String) } });
    await stopTracing();
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    spans = collector.spans().filter((span) => span.traceId === traceId);
  }, 60_000);
  afterAll(async () => {
    await county.stop();
    collector.close();
  });

  it('join who asked, the operation, each part and each statement', () => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const path = (span: SentSpan | undefined): string[] =>
      span ? [...path(byId.get(span.parentSpanId ?? '')), span.name] : [];
    const operations = spans.filter(({ name }) => name === 'operation');
    expect(operations.map(({ parentSpanId }) => parentSpanId)).toEqual([asker]);
    const paths = spans.map((span) => path(span).join(' > '));
    const way = (part: string) =>
      topology === 'apart' ? `ask ${part} > serve ${part} > part ${part}` : `part ${part}`;
    for (const part of ['patients', 'results', 'pharmacy'])
      expect(paths).toContain(`operation > ${way(part)} > sql SELECT`);
    expect(paths.filter((one) => !one.startsWith('operation'))).toEqual([]);
  });

  it('hold no statement that nobody asked for', () => {
    const roots = collector.spans().filter(({ parentSpanId }) => !parentSpanId);
    expect(roots.filter(({ name }) => name.startsWith('sql'))).toEqual([]);
  });

  it('hold no value and nothing of a person', () => {
    const { name, id } = county.county.person(0);
    const written = ['欧阳迹影', '13800005678', '1962-08-15', '河湾村'];
    for (const sign of [name, id, ...written, 'clinician', 'county-hospital', 'UnifiedRecord'])
      expect([sign, collector.text().includes(sign)]).toEqual([sign, false]);
    const keys = spans.flatMap(({ attributes }) => attributes.map(({ key }) => key));
    expect([...new Set(keys)].sort()).toEqual(['db.name', 'db.statement']);
  });
});

describe('tracing', () => {
  it('is off, and loads nothing, where no collector is named', async () => {
    const stop = await startTracing({}, 'test', logger);
    expect(isTracing()).toBe(false);
    await stop();
  });

  it('stops the start where the address is none', async () => {
    await expect(
      startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'here' }, 'test', logger),
    ).rejects.toThrow('OTEL_EXPORTER_OTLP_ENDPOINT must be a http or https address.');
  });

  it('says once, without the address, that nobody takes the traces, until somebody does', async () => {
    const lines: string[] = [];
    const talkative = createLogger('test', 'warn', { write: (line: string) => lines.push(line) });
    const collector = await startCollector();
    // Its own variables: where it sends, and how soon.
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '20' };
    Object.assign(process.env, env);
    const stop = await startTracing(process.env, 'test', talkative);
    const sendTwice = async () => {
      for (let turn = 0; turn < 2; turn += 1) {
        await traced({ name: 'work' }, async () => undefined);
        await pause(200);
      }
    };
    await sendTwice();
    expect([collector.spans().length, lines]).toEqual([2, []]);
    const { port } = new URL(collector.url);
    collector.close();
    await sendTwice();
    expect(lines).toEqual([expect.stringContaining('no collector takes the traces')]);
    expect(lines.join()).not.toContain(port);
    const back = await startCollector(Number(port));
    await sendTwice();
    back.close();
    await sendTwice();
    expect([back.spans().length, lines.length]).toEqual([2, 2]);
    await stop();
    for (const name of Object.keys(env)) delete process.env[name];
  });
});
