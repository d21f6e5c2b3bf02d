import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createVerdicts } from '../recognition/recognition.service';
import { aQualityRecord } from '../testing/report.factory';
import { dataFolder, loadCatalogue } from './catalogue';

describe('an item that changes from a day on', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-data-'));
    cpSync(dataFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, 'items.lab.json');
  const addVersion = (changes: object) => {
    const data = JSON.parse(readFileSync(file(), 'utf8')) as { items: { code: string }[] };
    const wbc = data.items.find(({ code }) => code === '6690-2');
    data.items.push({ code: '6690-2', ...wbc, ...changes });
    writeFileSync(file(), JSON.stringify(data));
  };
  const at = (day: string) => loadCatalogue(folder, () => new Date(`${day}T12:00:00+08:00`));

  it('has its new price and class from that day on, whatever the order in the file', () => {
    addVersion({ effectiveFrom: '2026-07-01', price: 2, group: 'ESR_CRP' });
    const { find } = at('2026-06-30');
    expect([find('6690-2'), find('6690-2', '2026-07-01')]).toMatchObject([
      { price: 1.5, group: 'CBC' },
      { price: 2, group: 'ESR_CRP' },
    ]);
    expect(at('2026-07-01').find('6690-2')).toMatchObject({ price: 2 });
  });

  it('is judged by the window of its class on the day of the judgement', async () => {
    addVersion({ effectiveFrom: '2026-07-01', group: 'ESR_CRP' });
    const catalogue = at('2026-08-01');
    const place = (institutionId: string) => ({
      ...{ institutionId, regionCode: '341799', consortiumIds: ['yunxi'] },
    });
    const validUntil = async (instant: Date) => {
      const { of } = createVerdicts({
        ...{ catalogue, instant, viewer: { institutionId: 'county-hospital' } },
        positions: async (institutionId) => place(institutionId),
        agreements: async () => () => false,
        madeAt: async ({ institutionId }) => institutionId,
        quality: {
          get: async () => ({
            records: new Map([['6690-2', [aQualityRecord()]]]),
            outOfControl: new Map(),
          }),
        },
      });
      const report = {
        institutionId: 'township-dongpu',
        status: 'FINAL',
        issuedAt: instant,
      } as const;
      const judged = { itemCode: '6690-2', mapped: true, comparable: true };
      return (await of({ ...report, effectiveAt: instant }, judged, null)).validUntil;
    };
    expect([
      await validUntil(new Date('2026-06-30T12:00:00+08:00')),
      await validUntil(new Date('2026-07-01T12:00:00+08:00')),
    ]).toEqual([
      new Date('2026-07-07T23:59:59.999+08:00'),
      new Date('2026-07-04T23:59:59.999+08:00'),
    ]);
  });

  it('is none before its first day', () => {
    expect(at('2026-07-01').find('6690-2', '2022-02-28')).toBeNull();
  });

  it('can be ordered no more once it is retired, and is known still', () => {
    addVersion({ effectiveFrom: '2026-07-01', retired: true });
    const codes = (day: string) => at(day).orderable.map(({ code }) => code);
    expect(codes('2026-06-30')).toContain('6690-2');
    expect(codes('2026-07-01')).not.toContain('6690-2');
    expect(at('2026-07-01').find('6690-2')).not.toBeNull();
  });

  it.each([
    [{}, 'the code 6690-2 stands twice in the catalogue'],
    [
      { effectiveFrom: '2026-07-01', unit: '/nL' },
      'unit does not change from a day on; another unit is another code',
    ],
    [
      { effectiveFrom: '2026-07-01', sensitive: true },
      'sensitive does not change from a day on; another sensitive is another code',
    ],
  ])('stops the start where the version is %j', (changes, problem) => {
    addVersion(changes);
    expect(() => at('2026-06-30')).toThrow(new Error(`items.lab.json, items 6690-2: ${problem}.`));
  });
});
