import { beforeEach, describe, expect, it } from '@jest/globals';
import { Unavailable } from '../errors/domain-error';
import { anIdentity, aViewer } from '../testing/test-subgraph';
import type { AskSubgraph } from './ask-subgraph';
import { type AgreedQuestion, createAgreementReader } from './recognition-agreements';

const member = (id: string, joinedOn: string | null = null, lastDay: string | null = null) => ({
  ...{ institution: { id }, joinedOn, lastDay },
});
const agreement = {
  ...{ start: '2026-01-01', plannedEnd: '2026-12-31' as string | null, end: null as string | null },
  ...{ shares: ['IMAGING', 'RESULT_RECOGNITION'], items: ['718-7', 'CT-ALL'] },
};
const alliance = {
  ...{ integration: 'LOOSE', agreements: [agreement] },
  memberships: [member('city'), member('county', '2026-03-01', '2026-11-30'), member('other')],
};
const question: AgreedQuestion = {
  from: 'city',
  at: 'county',
  day: '2026-06-01',
  codes: ['718-7'],
};

describe('what members of a consortium agreed to recognise', () => {
  let answer: { consortia: object[] | null } | null;
  let [asked, now] = [0, 0];
  let hangs = false;
  const ask: AskSubgraph = async <Data>() => {
    asked += 1;
    if (answer === null) throw new Unavailable('personnel');
    if (hangs) await new Promise(() => undefined);
    return answer as Data;
  };
  const reader = () =>
    createAgreementReader({
      ...{ self: 'results', ask, now: () => new Date(now), integrations: ['LOOSE'] },
    });
  const agreed = async (overrides: Partial<AgreedQuestion> = {}) =>
    (await reader()())({ ...question, ...overrides });
  beforeEach(() => {
    [asked, now, answer, hangs] = [0, 0, { consortia: [alliance] }, false];
  });

  it.each<[string, boolean, Partial<AgreedQuestion>]>([
    ['of a code it names', true, {}],
    ['the other way round', true, { from: 'county', at: 'city' }],
    ['of an item that goes by one of its codes', true, { codes: ['CT-CHEST', 'CT-ALL'] }],
    ['of another code', false, { codes: ['777-3'] }],
    ['with one that is no member', false, { at: 'elsewhere' }],
    ['on the day before one joined', false, { day: '2026-02-28' }],
    ['on the day one joined', true, { day: '2026-03-01' }],
    ['on the last day of one', true, { day: '2026-11-30' }],
    ['after one left', false, { day: '2026-12-01' }],
    ['on the last day', true, { at: 'other', day: '2026-12-31' }],
    ['after the last day', false, { at: 'other', day: '2027-01-01' }],
    ['before it began', false, { at: 'other', day: '2025-12-31' }],
  ])('is a result %s: %s', async (_, expected, overrides) => {
    expect(await agreed(overrides)).toBe(expected);
  });

  it('is asked once, however many need it meanwhile', async () => {
    const read = reader();
    await Promise.all([read(), read(), read()]);
    expect(asked).toBe(1);
    read.clear();
    await Promise.all([read(), read()]);
    expect(asked).toBe(2);
  });

  it('is nothing by an agreement that was ended, shares something else, or is of a tight one', async () => {
    for (const change of [
      { agreements: [{ ...agreement, end: '2026-05-31' }] },
      { agreements: [{ ...agreement, shares: ['IMAGING'] }] },
      { integration: 'TIGHT' },
      { agreements: [] },
    ]) {
      answer = { consortia: [{ ...alliance, ...change }] };
      expect(await agreed()).toBe(false);
    }
    answer = { consortia: null };
    expect(await agreed()).toBe(false);
  });

  it('is asked for once a minute, and again once it is told to forget', async () => {
    const read = reader();
    for (let again = 0; again < 2; again += 1) await read();
    now = 59_999;
    await read();
    expect(asked).toBe(1);
    read.clear();
    await read();
    expect(asked).toBe(2);
    now += 60_000;
    await read();
    expect(asked).toBe(3);
  });

  it('is the last that was known while personnel is down, and unknown where it never answered', async () => {
    const read = reader();
    await read();
    answer = null;
    read.clear();
    expect((await read())(question)).toBe(true);
    await expect(reader()()).rejects.toThrow(Unavailable);
  });

  it('is the last that was known where a request cannot wait any longer', async () => {
    const read = reader();
    await read();
    hangs = true;
    read.clear();
    const request = { ...anIdentity(aViewer('CLINICIAN')), answerBy: performance.now() + 20 };
    expect((await read.within(request)())(question)).toBe(true);
    await expect(reader().within(request)()).rejects.toThrow(Unavailable);
  });
});
