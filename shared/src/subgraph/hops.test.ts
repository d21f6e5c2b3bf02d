import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { formatError } from '../errors/format-error';
import { createLogger } from '../logging/logger';
import { onBehalf } from '../ports/ask-subgraph';
import { createPositionReader } from '../ports/institution-positions';
import { askWithin } from '../ports/within-request';
import {
  answer,
  breakOff,
  closeParts,
  type FaultyPart,
  startFaultyPart,
  swallow,
} from '../testing/faulty-part';
import { anIdentity, aViewer, testKeys } from '../testing/test-subgraph';
import { readCallNumbers } from './call-numbers';
import { createRemoteAsk } from './remote-ask';
import { createRemoteSubgraph, type RemoteSubgraph } from './remote-subgraph';
import { serveSubgraph } from './serve-subgraph';
import type { RunningSubgraph, SubgraphRequest } from './subgraph';

const keys = testKeys();
const timeoutMs = 4000;
const numbers = { ...readCallNumbers(), marginMilliseconds: 1000 };
const closing: (() => Promise<void>)[] = [];

/** What the part that is asked does for each question, itself asking the one behind it. */
type Asks = Readonly<Record<string, (request: SubgraphRequest) => Promise<unknown>>>;

const asPart = (asks: Asks): RunningSubgraph => ({
  name: 'results',
  inner: {},
  contextFor: (request) => request,
  async execute(query, _variables, context) {
    const scope = { traceId: 't', onInternal: () => undefined };
    try {
      // What `contextFor` made.
      return { data: { [query]: (await asks[query]?.(context as SubgraphRequest)) ?? null } };
    } catch (error) {
      return { data: null, errors: [formatError(error, scope)] };
    }
  },
  ready: async () => undefined,
  loadDemo: async () => undefined,
  stop: async () => undefined,
});

/** A client, the part it asks, and one behind it that misbehaves; each hop with its own timer. */
async function startHops(behind: FaultyPart, asks: (inner: RemoteSubgraph) => Asks) {
  const asking = { keys, timeoutMs, numbers };
  const inner = createRemoteSubgraph(
    { name: 'patients', url: behind.url, ...asking },
    () => undefined,
  );
  const served = await serveSubgraph(asPart(asks(inner)), {
    ...{ port: 0, host: '127.0.0.1', keys },
    logger: createLogger('test', 'silent'),
  });
  const outer = createRemoteSubgraph(
    { name: 'results', url: served.url, ...asking },
    () => undefined,
  );
  closing.push(async () => {
    await Promise.all([outer.close(), inner.close()]);
    await served.close();
  });
  const ask = (query: string) => outer.send(query, {}, anIdentity(aViewer('CLINICIAN')), []);
  return { ask, inner, outer };
}

describe('a part that asks another which hangs', () => {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await closeParts();
  });
  const patientsUnavailable = {
    errors: [{ extensions: { code: 'UNAVAILABLE', part: 'patients' } }],
  };
  const record = (inner: RemoteSubgraph) => (request: SubgraphRequest) =>
    inner.send('record', {}, onBehalf(request.identity, 'results'), []);

  it('still answers, names that one, and is not left alone for it', async () => {
    const behind = await startFaultyPart(swallow);
    const { ask, inner, outer } = await startHops(behind, (patients) => ({
      record: record(patients),
      catalogue: async () => 'all of it',
    }));
    const hanging = Promise.all([ask('record'), ask('record'), ask('record')]);
    let hangs = true;
    const answers = hanging.finally(() => {
      hangs = false;
    });
    while (hangs) {
      expect(await ask('catalogue')).toEqual({ data: { catalogue: 'all of it' } });
      await pause(50);
    }
    expect(await answers).toMatchObject([
      ...[patientsUnavailable, patientsUnavailable, patientsUnavailable],
    ]);
    expect([inner.isLeftAlone(), outer.isLeftAlone()]).toEqual([true, false]);
    expect(await ask('catalogue')).toEqual({ data: { catalogue: 'all of it' } });
  });

  it('asks again within the time of who asked it', async () => {
    const behind = await startFaultyPart((request, response, count) => {
      if (count === 1) setTimeout(() => breakOff(request, response, count), 1500);
    });
    const { ask, inner } = await startHops(behind, (patients) => ({ record: record(patients) }));
    expect(await ask('record')).toMatchObject(patientsUnavailable);
    expect([behind.part.questions, inner.retries()]).toEqual([2, 1]);
  });

  it('gives it what is left, less its own margin, and asks no more when nothing is', async () => {
    const behind = await startFaultyPart(answer);
    const left: number[] = [];
    const { ask, inner } = await startHops(behind, (patients) => ({
      late: async ({ identity }) => {
        left.push((identity.answerBy ?? 0) - performance.now());
        const nearly = { ...identity, answerBy: performance.now() + 90 };
        return patients.send('record', {}, nearly, []);
      },
    }));
    for (const _time of [1, 2, 3]) expect(await ask('late')).toMatchObject(patientsUnavailable);
    expect(Math.max(...left)).toBeLessThanOrEqual(3000);
    expect(Math.min(...left)).toBeGreaterThan(1500);
    // It had no time, which tells nothing against it.
    expect([behind.part.questions, inner.isLeftAlone()]).toEqual([0, false]);
  });

  it('answers by what it last knew, though many share the question', async () => {
    const institution = { id: 'a', regionCode: '330100', consortia: [] };
    const known = { data: { _entities: [institution] } };
    const behind = await startFaultyPart((_request, response) => {
      response.end(JSON.stringify(known));
    });
    const { ask, outer } = await startHops(behind, (patients) => {
      const positions = createPositionReader({
        self: 'results',
        ...{ ask: createRemoteAsk(() => patients), integrations: [] },
      });
      return {
        place: async ({ identity }) => {
          const { regionCode } = (await positions.within(identity)('a')) ?? {};
          positions.clear();
          return regionCode;
        },
      };
    });
    const answered = { data: { place: '330100' } };
    expect(await ask('place')).toEqual(answered);
    behind.part.does = swallow;
    expect(await Promise.all([ask('place'), ask('place')])).toEqual([answered, answered]);
    expect(outer.isLeftAlone()).toBe(false);
  });

  it('asks for itself within the request that it asks for', async () => {
    const behind = await startFaultyPart(swallow);
    const { ask } = await startHops(behind, (patients) => ({
      care: ({ identity }) =>
        askWithin(
          createRemoteAsk(() => patients),
          identity,
        )('patients', {
          ...{ query: 'care', variables: {} },
          identity: anIdentity(aViewer('CLINICIAN')),
        }),
    }));
    expect(await ask('care')).toMatchObject(patientsUnavailable);
  });
});

describe('a question that waits for a connection', () => {
  afterEach(closeParts);

  it('says what is left when it gets one', async () => {
    const { part, ask } = await startFaultyPart((request, response, count) => {
      if (count > 64) return answer(request, response, count);
      setTimeout(() => answer(request, response, count), 1000);
    });
    await Promise.all(Array.from({ length: 65 }, () => ask()));
    const left = [...part.headers].map((header) => {
      const [claims = ''] = header.split('.');
      return Number(JSON.parse(Buffer.from(claims, 'base64url').toString()).left);
    });
    expect(left).toHaveLength(65);
    expect(Math.max(...left) - Math.min(...left)).toBeGreaterThan(500);
  });
});
