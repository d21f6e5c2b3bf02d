import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultLimits } from '@lianyi/gateway/hl7/limits';
import { largestBody } from '@lianyi/shared/subgraph/largest-body';
import { startCounty, type TestCounty, type TopologyKind } from './support/county';
import { inCharset, messageText, sendFrame } from './support/messages';

const forms: readonly TopologyKind[] = ['one process', 'apart'];

const [head = '', patient = '', visit = '', order = ''] = messageText('blood-count').split('\r');
const inGb18030 = (...segments: string[]) =>
  inCharset([head, patient, visit, order, ...segments, ''].join('\r'), 'gb18030', 'GB 18030-2000');

/** Nearly all that the door takes, in Chinese: half as much again in UTF-8. */
const longest = () => {
  const text = '双肺纹理清晰未见实变'.repeat((defaultLimits.maxFrameBytes - 4096) / 20);
  return inGb18030(`OBX|1|FT|CT-TEXT^胸部影像^L||${text}||||||F`);
};

/** A small frame of a large report: the name of a result stands before each of its notes. */
const growing = () => {
  const name = '长'.repeat(100_000);
  const notes = Array.from({ length: 120 }, (_, index) => `NTE|${index + 1}||附注`);
  return inGb18030(`OBX|1|NM|WBC^${name}^L||6.2|10*9/L|||||F`, ...notes);
};

describe('a report that is too large, by message', () => {
  const counties = new Map<TopologyKind, TestCounty>();
  beforeAll(async () => {
    for (const topology of forms)
      counties.set(topology, await startCounty({ topology, patients: 5 }));
  }, 120_000);
  afterAll(async () => {
    for (const county of counties.values()) await county.stop();
  });
  const send = (form: TopologyKind, frame: Buffer) =>
    sendFrame(counties.get(form)?.gateway.hl7 ?? '', frame);
  const errorOf = ([answer]: Awaited<ReturnType<typeof send>>) =>
    answer?.text.split('\r').find((segment) => segment.startsWith('ERR'));

  it('is rarely one that a part would not take: it takes six bytes for each of a frame', () => {
    expect(largestBody).toBeGreaterThan(6 * defaultLimits.maxFrameBytes);
  });

  it('is refused for what it says, in the same words in both topologies', async () => {
    const answers = [];
    for (const form of forms) {
      const answer = await send(form, longest());
      expect(answer).toMatchObject([{ code: 'AE', controlId: 'DP20261120001' }]);
      answers.push(errorOf(answer));
    }
    expect(answers[0]).toMatch(/20000 characters/);
    expect(answers[1]).toBe(answers[0]);
  });

  it.each(forms)(
    'is not asked for again where it outgrows what a part takes (%s)',
    async (form) => {
      const answer = await send(form, growing());
      expect(answer).toMatchObject([{ code: 'AE' }]);
      expect(answer[0]?.text).not.toMatch(/again/i);
      expect(errorOf(answer)).toMatch(/\^Data type error\^/);
    },
  );

  it('shuts no part to the next', async () => {
    for (const _time of [1, 2, 3]) await send('apart', growing());
    const small = Buffer.from(messageText('blood-count'));
    expect(await send('apart', small)).toMatchObject([{ code: 'AA' }]);
    expect(counties.get('apart')?.topology.remote.get('results')?.isLeftAlone()).toBe(false);
  });
});
