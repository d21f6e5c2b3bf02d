import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from './support/county';

describe('a gateway that was told to stop', () => {
  let county: TestCounty;
  let closing: Promise<void>;
  beforeAll(async () => {
    county = await startCounty({ patients: 12, drainSeconds: 2 });
    closing = county.gateway.close();
  }, 60_000);
  afterAll(() => county.stop());

  it('says that it leaves, and answers what still comes', async () => {
    const ready = await fetch(`${county.gateway.url}/health/ready`);
    expect(ready.status).toBe(503);
    const { data } = await county.run('clinician@county-hospital', '{ me { roles } }', {});
    expect(data).toEqual({ me: { roles: ['CLINICIAN'] } });
  });

  it('is gone after that', async () => {
    await closing;
    await expect(fetch(`${county.gateway.url}/health/live`)).rejects.toThrow();
  });
});
