import { describe, expect, it } from '@jest/globals';
import { createKeyRing } from '../crypto/key-ring';
import { createViewerHeaderReader, signViewerHeader } from './viewer-header';

const keys = createKeyRing({ fieldKey: 'f'.repeat(32), viewerKey: 'v'.repeat(32) });
const others = createKeyRing({ fieldKey: 'f'.repeat(32), viewerKey: 'w'.repeat(32) });
const now = new Date('2026-03-01T04:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const identity = {
  viewer: {
    ...{ subject: 'u1', name: '李医生', institutionId: 'county-hospital' },
    roles: ['CLINICIAN' as const],
    scopes: [],
  },
  ...{ requestId: 'r1', traceId: 't1', operationName: 'UnifiedRecord' },
};
const body = '{"query":"{ me { name } }"}';
const header = (to = 'results', left?: number) =>
  signViewerHeader(keys, to, identity, body, now, left);
const reader = () => createViewerHeaderReader(keys, 'results');

describe('the viewer header', () => {
  it('carries the viewer and the request', () => {
    expect(reader()(header(), body, now)).toEqual(identity);
  });

  it('carries the time that is left, counted by the clock of who reads it', () => {
    const before = performance.now();
    const { answerBy = 0 } = reader()(header('results', 4000), body, later(25)) ?? {};
    expect(answerBy).toBeGreaterThanOrEqual(before + 4000);
    expect(answerBy).toBeLessThanOrEqual(performance.now() + 4000);
  });

  it('sets no time where an older part said none', () => {
    expect(reader()(header(), body, now)?.answerBy).toBeUndefined();
  });

  it('is refused when it is missing', () => {
    expect(reader()(undefined, body, now)).toBeNull();
  });

  it('is refused for another body', () => {
    expect(reader()(header(), `${body} `, now)).toBeNull();
  });

  it('is refused at another subgraph', () => {
    expect(reader()(header('pharmacy'), body, now)).toBeNull();
  });

  it('is refused with another secret', () => {
    expect(createViewerHeaderReader(others, 'results')(header(), body, now)).toBeNull();
  });

  it.each([29, 30])('is good for 30 seconds (%i)', (seconds) => {
    expect(reader()(header(), body, later(seconds))).toEqual(identity);
  });

  it.each([31, -31])('is refused when its time is over or far ahead (%i)', (seconds) => {
    expect(reader()(header(), body, later(seconds))).toBeNull();
  });

  it('is refused the second time', () => {
    const read = reader();
    const used = header();
    expect(read(used, body, now)).not.toBeNull();
    expect(read(used, body, now)).toBeNull();
  });

  it('is taken once by each process: none knows what another was shown', () => {
    const used = header();
    const [first, second] = [reader(), reader()];
    expect([first, second].map((read) => read(used, body, now) !== null)).toEqual([true, true]);
    expect([first, second].map((read) => read(used, body, now))).toEqual([null, null]);
  });

  it('still knows a used one after thousands of others', () => {
    const read = reader();
    const used = header();
    read(used, body, now);
    for (let count = 0; count < 3000; count += 1) read(header(), body, now);
    expect(read(used, body, later(29))).toBeNull();
  });

  it('is refused wherever one of its characters is changed', () => {
    const signed = header();
    for (let at = 0; at < signed.length; at += 7) {
      const other = signed[at] === 'A' ? 'B' : 'A';
      const forged = `${signed.slice(0, at)}${other}${signed.slice(at + 1)}`;
      if (forged !== signed) expect(reader()(forged, body, now)).toBeNull();
    }
  });
});
