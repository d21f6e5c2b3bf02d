import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

describe('the route of calendars', () => {
  let gateway: TestGateway;
  afterEach(() => gateway?.stop());
  const get = async (path: string) => {
    const answer = await fetch(gateway.url + path);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const readCalendar = async (id: string, token: string) => `${id} ${token}`;

  it('hands institution and token on, keeps nothing, and asks for no sign-in', async () => {
    gateway = await startTestGateway({ readCalendar });
    const { status, text, headers } = await get('/institutions/a%20b/calendar.ics?token=x.y');
    expect([status, text]).toEqual([200, 'a b x.y']);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('finds nothing without a token, or with two', async () => {
    gateway = await startTestGateway({ readCalendar });
    for (const asked of ['', '?token=a&token=b', '?other=a'])
      expect((await get(`/institutions/a/calendar.ics${asked}`)).status).toBe(404);
  });

  it('is counted for each institution by itself', async () => {
    const rateLimit = { perMinute: 2, logger: createLogger('test', 'silent') };
    gateway = await startTestGateway({ readCalendar, rateLimit });
    const statuses: number[] = [];
    for (const id of ['a', 'a', 'a', 'b'])
      statuses.push((await get(`/institutions/${id}/calendar.ics?token=x`)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
  });
});
