import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

describe('the gateway before broken clients', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it('refuses headers of 1 MB and goes on', async () => {
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`;
    await expect(raw(gateway.url, head)).resolves.toMatch(/^HTTP\/1.1 431 /);
    await expect(ask(gateway, '{ me }')).resolves.toMatchObject({ status: 200 });
  });

  it('refuses a request with two lengths', async () => {
    const head =
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
    await expect(raw(gateway.url, head)).resolves.toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('the gateway before slow clients and at its end', () => {
  it('gives up on headers that do not come to an end', async () => {
    const gateway = await startTestGateway({ numbers: { headersMs: 100, checkEveryMs: 50 } });
    const answer = await raw(gateway.url, 'POST /graphql HTTP/1.1\r\nhost: a\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    await gateway.stop();
  });

  const slow = (gateway: TestGateway, ms: number) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer good', 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ slow(ms: ${ms}) }` }),
    });

  it('answers what is under way before it closes', async () => {
    const gateway = await startTestGateway();
    const answer = slow(gateway, 300);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = gateway.stop();
    const response = await answer;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
  });

  it('does not wait for it longer than the closing time', async () => {
    const gateway = await startTestGateway({ numbers: { closingMs: 200 } });
    const answer = slow(gateway, 1200).catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await gateway.http.close();
    await expect(answer).resolves.toBe('cut off');
  });
});

/** Sends bytes as they are; everything that comes back. */
const raw = (url: string, bytes: string) =>
  new Promise<string>((resolve) => {
    const { hostname, port } = new URL(url);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => resolve(answer)).on('close', () => resolve(answer));
  });
