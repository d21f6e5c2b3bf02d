import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { recordReports } from './record';
import { fakeGraph } from './testing/door-fixture';
import { msh, parsed, pid } from './testing/messages';
import type { GraphAnswer } from './types';

const sending = {
  sender: { institutionId: 'county-hospital', name: 'LIS' },
  institutionOf: () => undefined,
};
const viewer = { subject: 'hl7', name: 'LIS', institutionId: 'x', roles: [], scopes: [] };
const cbc = (fields: Partial<Record<number, string>> = {}) => {
  const all: Record<number, string> = {
    1: '1',
    3: 'F100',
    4: 'CBC^血常规^L',
    7: '202611210800',
    22: '202611210915',
    25: 'F',
  };
  const sent = { ...all, ...fields };
  return ['OBR', ...Array.from({ length: 25 }, (_, at) => sent[at + 1] ?? '')].join('|');
};
const wbc = (status = 'F', value = '5.6') =>
  `OBX|1|NM|WBC^白细胞||${value}|10*9/L|3.5-9.5|N|||${status}`;

const record = async (segments: readonly string[], answer?: () => GraphAnswer) => {
  const graph = fakeGraph(answer);
  const logger = createLogger('hl7', 'silent');
  const message = parsed(msh(), ...segments);
  const remark = await recordReports({ run: graph.run, logger }, message, sending, viewer);
  return { remark, inputs: graph.calls.map(({ variables }) => variables.input) };
};
const first = async (...segments: readonly string[]) =>
  (await record([pid(), ...segments])).inputs[0];

describe('a laboratory report of an ORU', () => {
  it('carries everything the order says', async () => {
    expect(await first(cbc(), 'NTE|1||溶血', wbc(), 'NTE|1||复查')).toEqual({
      patient: {
        identifiers: [{ system: 'MEDICAL_RECORD_NUMBER', value: 'M001' }],
        demographics: { name: '张伟', gender: 'MALE', birthDate: '1980-01-02' },
      },
      sourceId: 'LIS/F100/CBC',
      status: 'FINAL',
      effectiveAt: '2026-11-21T00:00:00.000Z',
      issuedAt: '2026-11-21T01:15:00.000Z',
      observations: [
        {
          code: 'WBC',
          name: '白细胞',
          value: '5.6',
          unit: '10*9/L',
          referenceRange: '3.5-9.5',
          flag: 'N',
        },
      ],
      conclusion: '溶血\n白细胞: 复查',
    });
  });

  it('takes the time of the specimen where the order has none', async () => {
    const spm = `SPM|1${'|'.repeat(16)}202611210730^202611210731`;
    expect(await first(cbc({ 7: '' }), wbc(), spm)).toMatchObject({
      effectiveAt: '2026-11-20T23:30:00.000Z',
    });
  });

  it('has no time where only the month is known', async () => {
    expect(await first(cbc({ 7: '202611' }), wbc())).not.toHaveProperty('effectiveAt');
  });

  it('is issued when the message was sent where the order does not tell', async () => {
    expect(await first(cbc({ 22: '' }), wbc())).toMatchObject({
      issuedAt: '2026-11-21T01:30:00.000Z',
    });
  });

  it.each([
    ['F', 'F', 'FINAL'],
    ['C', 'F', 'AMENDED'],
    ['F', 'C', 'AMENDED'],
    ['F', 'P', 'PRELIMINARY'],
    ['P', 'F', 'PRELIMINARY'],
    ['', 'F', 'FINAL'],
    ['', 'C', 'AMENDED'],
    ['', '', 'PRELIMINARY'],
    ['X', 'F', 'CANCELLED'],
    ['F^Final results^HL70123', 'F', 'FINAL'],
  ])('with OBR-25 %j and OBX-11 %j is %s', async (order, result, status) => {
    expect(await first(cbc({ 25: order }), wbc(result))).toMatchObject({ status });
  });

  it('is amended where one of its results was taken back', async () => {
    const report = await first(cbc(), wbc('W'), 'OBX|2|NM|RBC||4.5|||||F');
    expect(report).toMatchObject({ status: 'AMENDED', observations: [{ code: 'RBC' }] });
  });

  it('is cancelled where all of its results were taken back', async () => {
    expect(await first(cbc(), wbc('W'))).toMatchObject({ status: 'CANCELLED', observations: [] });
  });

  it('joins the lines of a running text', async () => {
    const [one, two] = ['第一行', '第二行'].map((line) => `OBX|1|TX|NOTE^镜检||${line}||||||F`);
    expect(await first(cbc(), one ?? '', two ?? '')).toMatchObject({
      observations: [{ code: 'NOTE', value: '第一行\n第二行' }],
    });
  });

  it('gives notes without results as the result of the ordered item', async () => {
    const report = await first(cbc({ 25: 'P' }), 'NTE|1||标本溶血，请重采');
    expect(report).toMatchObject({
      observations: [{ code: 'CBC', name: '血常规', value: '标本溶血，请重采' }],
    });
  });

  it('leaves out what tells about the specimen', async () => {
    expect(await first(cbc(), wbc(), 'SPM|1', 'OBX|1|ST|COLOR||red')).toMatchObject({
      observations: [{ code: 'WBC' }],
    });
  });

  it('takes results that all stand behind the specimen', async () => {
    expect(await first(cbc(), 'SPM|1', wbc())).toMatchObject({ observations: [{ code: 'WBC' }] });
  });
});

describe('the source id of a report', () => {
  const idOf = async (...segments: string[]) =>
    Object.entries((await first(...segments)) ?? {}).find(([key]) => key === 'sourceId')?.[1];

  it.each([
    ['the filler number with its authority', cbc({ 3: 'F1^LAB' }), 'LIS/F1@LAB/CBC'],
    ['else the placer number', cbc({ 3: '', 2: 'P1' }), 'LIS/P1/CBC'],
    ['else the message and the place in it', cbc({ 3: '', 1: '4' }), 'LIS/MSG1/4'],
  ])('is %s', async (_, obr, id) => {
    expect(await idOf(obr, wbc())).toBe(id);
  });

  it('is taken from ORC where OBR has no number', async () => {
    expect(await idOf('ORC|RE|P9|F9', cbc({ 3: '' }), wbc())).toBe('LIS/F9/CBC');
  });

  it('differs for two reports of one number in a message', async () => {
    const { inputs } = await record([pid(), cbc(), wbc(), cbc(), wbc()]);
    expect(inputs).toMatchObject([{ sourceId: 'LIS/F100/CBC' }, { sourceId: 'LIS/F100/CBC/*2' }]);
  });

  it('has at most 100 plain characters', async () => {
    expect(await idOf(cbc({ 3: `${'检验'.repeat(80)}` }), wbc())).toMatch(/^[\x21-\x7e]{1,100}$/);
  });
});

describe('an ORU', () => {
  it('becomes one report for each order of each patient', async () => {
    const segments = [
      pid(),
      cbc(),
      wbc(),
      cbc({ 3: 'F101' }),
      wbc(),
      pid('李^四'),
      cbc({ 3: 'F102' }),
      wbc(),
    ];
    const { inputs } = await record(segments);
    expect(inputs).toMatchObject([
      { patient: { demographics: { name: '张伟' } } },
      { sourceId: 'LIS/F101/CBC' },
      { patient: { demographics: { name: '李四' } } },
    ]);
  });

  it('that only waits for its results posts nothing and says so', async () => {
    const { remark, inputs } = await record([pid(), cbc({ 25: 'I' }), wbc('I', '')]);
    expect([remark, inputs]).toEqual(['There is no result to record yet.', []]);
  });

  it.each([
    ['PID', [cbc(), wbc()], /^PID: the segment is missing/],
    ['OBR', [pid(), wbc()], /^OBR: the segment is missing/],
    ['OBX', [pid(), cbc()], /^OBX: the segment is missing/],
    ['a known status', [pid(), cbc({ 25: 'Q' }), wbc()], /^OBR-25: is no result status/],
    ['a possible time', [pid(), cbc({ 7: '20261131' }), wbc()], /^OBR-7: is no date/],
  ])('without %s is refused', async (_, segments, message) => {
    await expect(record(segments)).rejects.toThrow(message);
  });

  it('of which the last report is wrong posts none of them', async () => {
    const graph = fakeGraph();
    const message = parsed(msh(), pid(), cbc(), wbc(), cbc({ 25: 'Q' }), wbc());
    const logger = createLogger('hl7', 'silent');
    await recordReports({ run: graph.run, logger }, message, sending, viewer).catch(
      () => undefined,
    );
    expect(graph.calls).toEqual([]);
  });
});
