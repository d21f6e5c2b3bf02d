import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Unavailable } from '../errors/domain-error';
import { practiceAnswer, type SaidOfPractice } from '../testing/practice-answer';
import { anIdentity, aViewer } from '../testing/test-subgraph';
import type { AskSubgraph, SubgraphQuestion } from './ask-subgraph';
import { type PracticeAct, readUnnamedActs } from './practice-acts';
import { createPractice, type KeptPractice, type Practice } from './practice-rights';

const on = '2026-06-01';
const at = new Date('2026-05-31T16:00:00Z');
const place = (practitionerId: string, institutionId = 'township-dongpu', day = on) => ({
  ...{ practitionerId, institutionId, on: day },
});

describe('a right to practise', () => {
  let asked: SubgraphQuestion['variables'][];
  let down: boolean;
  let clock: number;
  let waiting: Promise<void> | null;
  let said: Map<string, SaidOfPractice>;
  let practice: Practice & KeptPractice;
  const create = (unnamed: PracticeAct[] = []) => {
    const ask = async (_: string, { variables }: SubgraphQuestion) => {
      if (down) throw new Unavailable('personnel');
      asked.push(variables);
      const mayPractice = practiceAnswer(variables.ids as string[], said);
      await waiting;
      return { mayPractice };
    };
    // Personnel answers what it is asked: this test asks nothing else.
    const options = { self: 'pharmacy', ask: ask as AskSubgraph, now: () => clock } as const;
    return createPractice({ ...options, unnamed: new Set(unnamed) });
  };
  beforeEach(() => {
    [asked, down, clock, waiting] = [[], false, 0, null];
    said = new Map([['guest', { acts: [], titleLevel: 'JUNIOR' }]]);
    practice = create();
  });
  const rightsOf = (...asked: Parameters<typeof place>) =>
    practice.rightsOf(place(...asked), 'PRESCRIBE');
  const actsOf = async (id: string) => [...(await rightsOf(id)).acts].join(' ');
  const all = 'PRESCRIBE REPORT SIGN CHECK DISPENSE';

  it('is asked for many in one question of each place and day', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `person-${index}`);
    await Promise.all([
      ...[...many, 'person-0'].map((id) => rightsOf(id)),
      rightsOf('person-0', 'people-hospital'),
      rightsOf('person-0', 'township-dongpu', '2026-06-02'),
    ]);
    expect(
      asked.map(({ ids, institutionId, on }) => [Object(ids).length, institutionId, on]),
    ).toEqual([
      [100, 'township-dongpu', on],
      [1, 'township-dongpu', on],
      [1, 'people-hospital', on],
      [1, 'township-dongpu', '2026-06-02'],
    ]);
  });

  it('is kept for a minute, and until personnel tells of a change', async () => {
    expect(await actsOf('doctor')).toBe(all);
    said.set('doctor', { acts: ['PRESCRIBE', 'SIGN'] });
    clock = 59_999;
    expect(await actsOf('doctor')).toBe(all);
    practice.clear();
    expect(await actsOf('doctor')).toBe('PRESCRIBE SIGN');
    said.set('doctor', { acts: ['PRESCRIBE'] });
    clock = 119_999;
    expect(await actsOf('doctor')).toBe('PRESCRIBE');
  });

  it('is asked for anew by who had it not', async () => {
    said.set('guest', { acts: ['SIGN'] });
    expect(await actsOf('guest')).toBe('SIGN');
    said.set('guest', { acts: ['PRESCRIBE'] });
    expect(await actsOf('guest')).toBe('PRESCRIBE');
  });

  it('stands for its day where personnel cannot be asked, and is never guessed', async () => {
    await actsOf('doctor');
    [down, clock] = [true, 3_600_000];
    expect(await actsOf('doctor')).toBe(all);
    for (const unknown of [
      () => rightsOf('doctor', 'people-hospital'),
      () => rightsOf('doctor', 'township-dongpu', '2026-06-02'),
    ])
      await expect(unknown()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    practice.clear();
    await expect(rightsOf('doctor')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('is the last that was told where a request cannot wait for it any longer', async () => {
    await actsOf('doctor');
    clock = 60_000;
    waiting = new Promise(() => undefined);
    const request = { ...anIdentity(aViewer('CLINICIAN')), answerBy: performance.now() + 20 };
    const { rightsOf: within } = practice.within(request);
    expect((await within(place('doctor'), 'PRESCRIBE')).acts.size).toBe(5);
    await expect(within(place('nurse'), 'PRESCRIBE')).rejects.toMatchObject({
      details: { part: 'personnel' },
    });
  });

  it('does not come back after it was lost', async () => {
    await actsOf('doctor');
    said.set('doctor', { acts: [] });
    clock = 60_000;
    expect(await actsOf('doctor')).toBe('');
    down = true;
    await expect(rightsOf('doctor')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('is not kept where personnel told of a change while it was read', async () => {
    let release = () => {};
    waiting = new Promise((resolve) => {
      release = resolve;
    });
    const reading = actsOf('doctor');
    await new Promise(setImmediate);
    said.set('doctor', { acts: [] });
    practice.clear();
    release();
    expect(await reading).toBe(all);
    waiting = null;
    expect(await actsOf('doctor')).toBe('');
  });

  const required = (practitionerId: string | undefined, act: PracticeAct = 'PRESCRIBE') =>
    practice.require(aViewer('CLINICIAN', 'township-dongpu', { practitionerId }), {
      ...{ act, field: 'prescriber', at },
    });

  it('lets act who has it, by its title, on the Shanghai day', async () => {
    said.set('doctor', { acts: ['PRESCRIBE'], titleLevel: 'JUNIOR' });
    expect(await required('doctor')).toMatchObject({ titleLevel: 'JUNIOR' });
    expect(asked[0]).toEqual({ ids: ['doctor'], institutionId: 'township-dongpu', on });
  });

  it('refuses who has it not, naming the field', async () => {
    const details = { field: 'prescriber', act: 'PRESCRIBE', institutionId: 'township-dongpu', on };
    await expect(required('guest')).rejects.toMatchObject({ code: 'FORBIDDEN', details });
    down = true;
    await expect(required('guest')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('is the role’s, for who is not named, where the county says so', async () => {
    practice = create(['PRESCRIBE']);
    expect(await required(undefined)).toBeNull();
    const refused = { code: 'FORBIDDEN', details: { field: 'prescriber', act: 'SIGN' } };
    await expect(required(undefined, 'SIGN')).rejects.toMatchObject(refused);
    expect(asked).toEqual([]);
  });
});

describe('the file of what unnamed people may do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-unnamed-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const shipped = JSON.parse(
    readFileSync(resolve(__dirname, '../../data/practice-rights.json'), 'utf8'),
  );
  const read = (unnamed: unknown) => {
    const path = join(folder, 'practice-rights.json');
    writeFileSync(path, JSON.stringify({ ...shipped, unnamed }));
    return readUnnamedActs(path);
  };

  it('names acts, or none', () => {
    expect([...read(['SIGN', 'REPORT'])].sort()).toEqual(['REPORT', 'SIGN']);
    expect(read([]).size).toBe(0);
    expect(readUnnamedActs()).toEqual(new Set(shipped.unnamed));
  });

  it.each([[['OPERATE']], [['SIGN', 'SIGN']], ['SIGN']])('stops the start with %j', (unnamed) => {
    expect(() => read(unnamed)).toThrow('practice-rights.json, the file: unnamed must');
  });
});
