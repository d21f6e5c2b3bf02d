import { describe, expect, it } from '@jest/globals';
import { readGatewayConfig } from './config';

describe('the demo county', () => {
  it('is loaded where nothing is configured', () => {
    expect(readGatewayConfig({}).demo).toBe(true);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root@127.0.0.1:3306'],
    ['REDIS_URL', 'redis://127.0.0.1:6379'],
    ['SUBGRAPH_RESULTS_URL', 'http://127.0.0.1:4103'],
    ['OIDC_ISSUER', 'https://id.example'],
  ])('is not loaded unasked where %s is set', (variable, value) => {
    expect(readGatewayConfig({ [variable]: value }).demo).toBe(false);
    expect(readGatewayConfig({ [variable]: value, DEMO: 'on' }).demo).toBe(true);
  });
});
