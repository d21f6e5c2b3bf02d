import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { startCounty, type TestCounty } from '../support/county';

let county: TestCounty;
beforeAll(async () => {
  county = await startCounty({ patients: 5 });
}, 60_000);
afterAll(() => county?.stop());

it('passes every audit of GraphQL over HTTP', async () => {
  const token = await county.token('clinician@county-hospital');
  const asUser: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } });
  const results = await auditServer({ url: `${county.gateway.url}/graphql`, fetchFn: asUser });
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(
    failed.map((one) => `${one.id} ${one.name}: ${'reason' in one ? one.reason : ''}`),
  ).toEqual([]);
  expect(results).toHaveLength(61);
});
