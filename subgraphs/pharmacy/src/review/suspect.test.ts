import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { FindingSeverity } from '../prescription/prescription.entity';
import { aDrug, aPrescription, aPrescriptionItem, drugCode } from '../testing/pharmacy.factory';
import { openShortageDesk, type ShortageDesk } from '../testing/shortage-desk';
import { readReviewRules } from './review-rules';

const at = new Date('2025-09-02T02:00:00Z');
const sheet = (id: string, serials: readonly number[], days = 7, more: object = {}) => [
  aPrescription({ id, issuedAt: at, ...more }),
  ...serials.map((serial, position) =>
    aPrescriptionItem({
      ...{ prescriptionId: id, position: position + 1, days, drugCode: drugCode(serial) },
    }),
  ),
];
const found = (code: string) => ({ code, severity: FindingSeverity.WARNING, text: '提示' });
const atcs = ['N02BA01', 'A02BC01', 'C09AA02', 'A11CC05', 'R03AC02', 'C08CA02'];
const rows = [
  ...atcs.map((atc, serial) => aDrug({ code: drugCode(serial + 2), name: `药${serial}`, atc })),
  ...sheet('five', [1, 2, 3, 4, 5]),
  ...sheet('six', [1, 2, 3, 4, 5, 6]),
  ...sheet('seven-days', [1], 7),
  ...sheet('eight-days', [1], 8),
  ...sheet('with-reason', [1], 8, { reason: '慢性病', kind: 'ORDINARY' }),
  ...sheet('twice', [1, 1]),
  ...sheet('same-group', [1, 7]),
  ...sheet('kept', [1], 7, { findings: [found('ESSENTIAL_FIRST'), found('TIER')] }),
  ...sheet('gone', [99]),
];

interface Drawn {
  readonly made: { readonly items: { readonly nodes: readonly Item[] } };
}
interface Item {
  readonly place: number;
  readonly suspected: readonly { readonly code: string }[];
  readonly prescription: { readonly id: string };
}

describeOnBothDatabases('what the rules have against a sheet that was drawn', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  it('stands with it and comes first', async () => {
    const { data } = await desk.harness.run(
      aViewer('PHARMACIST', 'county-hospital'),
      'mutation { made: drawPrescriptionReview(year: 2025, half: 2) { items(first: 50) { nodes { place suspected { code } prescription { id } } } } }',
      ...([{}, { 'patient-1': {} }] as const),
    );
    const { items } = (data as unknown as Drawn).made;
    const suspected = new Map(
      items.nodes.map((one) => [one.prescription.id, one.suspected.map(({ code }) => code)]),
    );
    expect(Object.fromEntries(suspected)).toEqual({
      ...{ five: [], six: ['1-11'], 'seven-days': [], 'eight-days': ['1-12'] },
      ...{
        'with-reason': ['1-12'],
        twice: ['2-7'],
        'same-group': ['3-4'],
        kept: ['2-4'],
        gone: [],
      },
    });
    const first = items.nodes.findIndex((one) => one.suspected.length === 0);
    expect(items.nodes.slice(first).every((one) => one.suspected.length === 0)).toBe(true);
    expect(items.nodes.map(({ place }) => place)).toEqual(items.nodes.map((_, index) => index + 1));
  });
});

describe('the rules of review', () => {
  it.each([
    [
      'sheetsAHalfYear must be a whole number from 1 to 1000',
      '"sheetsAHalfYear": 100',
      '"sheetsAHalfYear": 0',
    ],
    ['problem 9-9 is none of problems', '"problem": "1-5"', '"problem": "9-9"'],
    ['problems must hold each code once', '"code": "1-2"', '"code": "1-1"'],
    ['verdict must be one of', '"verdict": "IRREGULAR"', '"verdict": "REASONABLE"'],
  ])('refuse a file: %s', (message, written, faulty) => {
    const text = readFileSync(resolve(__dirname, '../../data/review.json'), 'utf8');
    expect(text).toContain(written);
    const folder = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
    const file = join(folder, 'review.json');
    writeFileSync(file, text.replace(written, faulty));
    expect(() => readReviewRules(file)).toThrow(message);
    rmSync(folder, { recursive: true });
  });

  it('name the 28 problems of the national norm', () => {
    const codes = readReviewRules().problems.map(({ code }) => code);
    const expected = [15, 9, 4].flatMap((count, group) =>
      Array.from({ length: count }, (_, index) => `${group + 1}-${index + 1}`),
    );
    expect(codes).toEqual(expected);
  });
});
