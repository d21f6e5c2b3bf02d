import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import fc from 'fast-check';
import { createMessageHandler } from './receive';
import { fakeGraph, testSenders } from './testing/door-fixture';
import { aBloodCount, inGb18030, lines, msh, pid } from './testing/messages';

const handlerOf = (run = fakeGraph().run) =>
  createMessageHandler({
    run,
    senders: testSenders,
    logger: createLogger('hl7', 'silent'),
    now: () => new Date('2026-11-21T02:00:00Z'),
    newId: () => 'ACK1',
  });

const seeds = [
  Buffer.from(aBloodCount()),
  inGb18030(aBloodCount({ name: '李^瑋', charset: 'GB18030' })),
  Buffer.from(lines(msh({ type: 'ADT^A01' }), 'EVN||2026', pid(), 'PV1|1|I', 'DG1|1||I10')),
  Buffer.from(
    lines(msh(), pid(), 'OBR|1||R1|CT-HEAD|||2026|||||||||||||||2026|||CT|F', 'OBX|1|TX|A||x'),
  ),
];
/** A change of a message: a byte set, or a piece cut out, or a piece doubled. */
const changes = fc.array(
  fc.tuple(fc.constantFrom('set', 'cut', 'double'), fc.nat(), fc.integer({ min: 1, max: 255 })),
  { minLength: 1, maxLength: 6 },
);
const change = (bytes: Buffer, [kind, place, amount]: [string, number, number]): Buffer => {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  if (kind === 'set')
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([amount]), bytes.subarray(at + 1)]);
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + amount)]);
  return Buffer.concat([bytes.subarray(0, at + amount), bytes.subarray(at)]);
};

describe('a message', () => {
  it('gets AA, AE or AR with a reason, however it is damaged', async () => {
    const handle = handlerOf();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seeds), changes, async (seed, all) => {
        const { outcome, acknowledgement } = await handle(all.reduce(change, seed));
        expect(outcome.code === 'AA' || outcome.reason).toBeTruthy();
        expect(acknowledgement.toString('latin1')).toMatch(/^MSH.*\rMSA.A[AER]/);
      }),
      { numRuns: 2000 },
    );
  });

  it('of 10,000 results is accepted', async () => {
    const result = 'OBX|2|NM|RBC^红细胞^L||4.5|10*12/L||N|||F\r';
    const { outcome } = await handlerOf()(Buffer.from(aBloodCount() + result.repeat(10_000)));
    expect(outcome.code).toBe('AA');
  });

  it('that is refused after some of its reports were recorded says so', async () => {
    let calls = 0;
    const { run } = fakeGraph(() => {
      calls += 1;
      return calls === 1
        ? { data: { postLabReport: {} } }
        : { errors: [{ message: 'no.', extensions: { code: 'FORBIDDEN' } }] };
    });
    const [, ...segments] = aBloodCount().trimEnd().split('\r');
    const { outcome } = await handlerOf(run)(Buffer.from(aBloodCount() + lines(...segments)));
    expect(outcome.reason).toBe('no. Of this message, 1 report(s) before it are recorded.');
  });

  it('is posted for the institution of its sender, under the system that sent it', async () => {
    const graph = fakeGraph();
    await handlerOf(graph.run)(Buffer.from(aBloodCount()));
    expect(graph.calls[0]?.viewer).toEqual({
      subject: 'hl7:LIS@county-hospital',
      name: 'LIS@county-hospital',
      institutionId: 'county-hospital',
      roles: ['REPORTER'],
      scopes: [],
    });
  });

  it('of an unknown sender counts as the demo institution in the demo', async () => {
    const graph = fakeGraph();
    const text = aBloodCount().replace('|LIS|county-hospital|', '|X|Y|');
    await handlerOf(graph.run)(Buffer.from(text));
    expect(graph.calls[0]?.viewer.institutionId).toBe('township-dongpu');
  });
});
