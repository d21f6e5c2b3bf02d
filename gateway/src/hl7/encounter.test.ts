import { describe, expect, it } from '@jest/globals';
import { type AdtEvent, readEncounter } from './encounter';
import { msh, parsed, pid } from './testing/messages';

const pv1 = (fields: Partial<Record<number, string>> = {}) => {
  const all: Record<number, string> = { 1: '1', 2: 'I', 19: 'V7', 44: '202611200800' };
  const sent = { ...all, ...fields };
  return ['PV1', ...Array.from({ length: 45 }, (_, at) => sent[at + 1] ?? '')].join('|');
};
const evn = 'EVN||202611210900';
const read = (event: AdtEvent, ...segments: readonly string[]) =>
  readEncounter(parsed(msh({ type: `ADT^${event}` }), evn, pid(), ...segments), event);

describe('the encounter of an ADT message', () => {
  it('carries class, visit number, begin and diagnoses', () => {
    const dg1 = 'DG1|1||I10.x00^高血压病^I10C';
    expect(read('A01', pv1(), dg1)).toEqual({
      sourceId: 'LIS/V7',
      class: 'INPATIENT',
      startedAt: '2026-11-20T00:00:00.000Z',
      diagnoses: [{ system: 'ICD-10', code: 'I10.x00', display: '高血压病' }],
    });
  });

  it.each([
    ['O', 'OUTPATIENT'],
    ['E', 'EMERGENCY'],
    ['I', 'INPATIENT'],
    ['HH', 'HOME'],
  ])('of class %s is %s', (sent, encounterClass) => {
    expect(read('A04', pv1({ 2: sent }))?.class).toBe(encounterClass);
  });

  it('begins with the event where PV1-44 is empty', () => {
    expect(read('A04', pv1({ 44: '' }))?.startedAt).toBe('2026-11-21T01:00:00.000Z');
  });

  it('ends with the event of a discharge', () => {
    expect(read('A03', pv1())?.endedAt).toBe('2026-11-21T01:00:00.000Z');
  });

  it('ends when PV1-45 says', () => {
    expect(read('A03', pv1({ 45: '202611202000' }))?.endedAt).toBe('2026-11-20T12:00:00.000Z');
  });

  it('has the same source id when it begins and when it ends', () => {
    expect(read('A01', pv1())?.sourceId).toBe(read('A03', pv1())?.sourceId);
  });

  it('takes the text of DG1-4 as a code where there is no other', () => {
    expect(read('A01', pv1(), 'DG1|1|||发热待查')?.diagnoses).toEqual([
      { system: 'LOCAL', code: '发热待查', display: '发热待查' },
    ]);
  });

  it('is none where an A08 tells of no visit', () => {
    expect(read('A08', pv1({ 2: 'N' }))).toBeUndefined();
  });

  it.each([
    ['a PV1', [], /^PV1: the segment is missing/],
    ['a class', [pv1({ 2: '' })], /^PV1-2: must give/],
    ['a known class', [pv1({ 2: 'ff' })], /^PV1-2: is no class/],
    ['an end after its begin', [pv1({ 45: '20261101' })], /^PV1-45: lies before/],
  ])('without %s is refused', (_, segments, message) => {
    expect(() => read('A03', ...segments)).toThrow(message);
  });
});
