import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { post, refusalIn, signedIn } from '../testing/test-client';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const logger = createLogger('test', 'silent');
const gateways: TestGateway[] = [];
const start = async (perMinute: number) => {
  const gateway = await startTestGateway({ rateLimit: { perMinute, logger } });
  gateways.push(gateway);
  return gateway;
};
const ask = (gateway: TestGateway, token = 'good') =>
  post(gateway, '{"query":"{ me }"}', { ...signedIn, authorization: `Bearer ${token}` });
const statuses = async (gateway: TestGateway, times: number) => {
  const found: number[] = [];
  for (let asked = 0; asked < times; asked += 1) found.push((await ask(gateway)).status);
  return found;
};
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop();
});

describe('the requests of one user', () => {
  it('are refused beyond so many in a minute, with when to try again', async () => {
    const gateway = await start(3);
    expect(await statuses(gateway, 3)).toEqual([200, 200, 200]);
    const refused = await ask(gateway);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusalIn(refused)).toEqual({ status: 429, errors: 1, code: 'RATE_LIMITED' });
  });

  it('are not those of who could not sign in', async () => {
    const gateway = await start(1);
    for (const _time of [1, 2, 3]) expect((await ask(gateway, 'forged')).status).toBe(401);
    expect(await statuses(gateway, 1)).toEqual([200]);
  });

  it('say nothing of whether the gateway lives', async () => {
    const gateway = await start(1);
    for (const _time of [1, 2, 3])
      expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });
});
