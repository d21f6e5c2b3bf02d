import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpNumbers } from '@lianyi/gateway/http/http-numbers';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { type Balancer, startBalancer } from './support/balancer';
import { createClient } from './support/client';
import { startCounty, type TestCounty } from './support/county';
import { operation } from './support/operations';

interface Answered {
  readonly patient: Readonly<Record<string, unknown>> | null;
}

/** Fields of the unified record that each part answers. */
const answeredBy: readonly (readonly [SubgraphName, readonly string[]])[] = [
  ['results', ['labReports', 'examReports']],
  ['pharmacy', ['prescriptions']],
  ['referrals', ['referrals']],
];

describe('a part that is down', () => {
  it.each(answeredBy)(
    'leaves the fields of %s null, says so, and the rest whole',
    async (part, fields) => {
      const county = await startCounty({ topology: 'apart', patients: 12 });
      const id = county.county.person(0).id;
      const ask = () => county.run('clinician@county-hospital', operation('UnifiedRecord'), { id });
      const before = (await ask()).data as unknown as Answered;
      await county.apart?.stopOne(part);
      const { data, errors = [] } = await ask();
      const after = data as unknown as Answered;
      await county.stop();

      for (const field of fields) expect(after.patient?.[field]).toBeNull();
      const rest = (record: Answered) =>
        Object.entries(record.patient ?? {}).filter(([name]) => !fields.includes(name));
      expect(rest(after)).toEqual(rest(before));
      expect(errors.length).toBeGreaterThan(0);
      for (const { extensions, message } of errors) {
        expect(extensions).toMatchObject({ code: 'UNAVAILABLE', part });
        expect(message).not.toMatch(/127\.0\.0\.1|http|ECONN/);
      }
    },
    60_000,
  );
});

describe('two gateways behind a proxy that looks who is ready', () => {
  let county: TestCounty;
  let gateways: string[];
  let balancer: Balancer;
  beforeAll(async () => {
    county = await startCounty({ topology: 'apart', patients: 12 });
    gateways = [county.gateway.url, (await county.another()).gateway.url];
    balancer = await startBalancer(gateways.map((url) => Number(new URL(url).port)));
  }, 120_000);
  afterAll(async () => {
    await balancer?.stop();
    await county?.stop();
  });

  /** Stops a part, and waits until the gateways have looked for it anew and the proxy for them. */
  const stop = async (part: SubgraphName) => {
    await county.apart?.stopOne(part);
    await pause(httpNumbers.readyKeepMs + 1500);
  };
  const readiness = () =>
    Promise.all(
      gateways.map(async (url) => {
        const answer = await fetch(`${url}/health/ready`);
        return [answer.status, (await answer.json()) as unknown];
      }),
    );
  const askTheProxy = () =>
    createClient(balancer.url, county.token).run(
      'clinician@county-hospital',
      operation('UnifiedRecord'),
      { id: county.county.person(0).id },
    );

  it('answer the rest of a record while a part is down, and tell of it by name', async () => {
    const before = (await askTheProxy()).data as unknown as Answered;
    await stop('pharmacy');
    const ready = { status: 'ready', notes: { pharmacy: 'it does not answer' } };
    expect(await readiness()).toEqual([
      [200, ready],
      [200, ready],
    ]);
    for (let turn = 0; turn < 4; turn += 1) {
      const { data, errors = [] } = await askTheProxy();
      const { patient } = data as unknown as Answered;
      expect(patient).toEqual({ ...before.patient, prescriptions: null });
      expect(errors.map(({ extensions }) => extensions)).toEqual([
        expect.objectContaining({ code: 'UNAVAILABLE', part: 'pharmacy' }),
      ]);
    }
  }, 60_000);

  it('say which part is down where hardly anything can be answered', async () => {
    await stop('patients');
    const { errors = [] } = await askTheProxy();
    expect(errors.map(({ extensions }) => extensions)).toContainEqual(
      expect.objectContaining({ code: 'UNAVAILABLE', part: 'patients' }),
    );
    const answers = await readiness();
    expect(answers.map(([status]) => status)).toEqual([200, 200]);
  }, 60_000);
});
