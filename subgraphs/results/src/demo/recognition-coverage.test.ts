import { describe, expect, it } from '@jest/globals';
import { createCounty } from '@lianyi/shared/demo/county';
import { labItems } from '@lianyi/shared/demo/lab-items';
import { examCodes } from '@lianyi/shared/demo/write-exams';
import type { Position } from '@lianyi/shared/ports/institution-positions';
import { loadCatalogue } from '../catalogue/catalogue';
import { createUnitJudge } from '../observation/unit';
import { recognitionObstacles, recognize, type Verdict } from '../recognition/recognize';
import { controlRows, qualityRows } from './quality.rows';
import { createRememberedReading } from './remembered-reading';

const today = '2026-11-21';
const county = createCounty({ patients: 200, seed: 20_261_121, today });
const catalogue = loadCatalogue();
const units = createUnitJudge(catalogue.units, catalogue.words);
const read = createRememberedReading({ catalogue, units });
const quality = qualityRows(catalogue, today);
const controls = controlRows(today);

function positionOf(institutionId: string): Position {
  const institution = county.institutions.find(({ id }) => id === institutionId);
  const consortia = county.consortia.filter(
    ({ integration, memberIds }) => integration === 'TIGHT' && memberIds.includes(institutionId),
  );
  const consortiumIds = consortia.map(({ id }) => id);
  return { institutionId, regionCode: institution?.regionCode ?? '', consortiumIds };
}

interface Result {
  readonly institutionId: string;
  readonly status: 'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'CANCELLED';
  readonly effectiveAt: Date | null;
  readonly issuedAt: Date;
  readonly comparable: boolean;
}

/** What the lead hospital may rely on, on the county's day. */
function verdictOf(result: Result, itemCode: string, qualityCode = itemCode): Verdict {
  const item = catalogue.find(itemCode);
  const { institutionId } = result;
  return recognize({
    result,
    window: item && catalogue.windows.on(item, today),
    quality: quality.filter(
      (one) => one.institutionId === institutionId && one.itemCode === qualityCode,
    ),
    controls: controls.filter(
      (one) => one.institutionId === institutionId && one.itemCode === itemCode,
    ),
    ...{ from: positionOf(institutionId), at: positionOf('county-hospital'), agreed: false },
    ...{ instant: new Date(`${today}T09:00:00+08:00`), base: catalogue.windows.base },
    reach: catalogue.scopes.reach,
  });
}

const verdicts = Array.from({ length: 60 }, (_, index) => county.resident(index).history).flatMap(
  (history) => [
    ...history.labReports().flatMap(({ institutionId, effectiveAt, versions }) => {
      const last = versions().at(-1);
      return (last?.observations ?? []).map((printed) => {
        const { itemCode, comparable } = read(printed, institutionId);
        const { status = 'FINAL', issuedAt = new Date() } = last ?? {};
        return verdictOf({ institutionId, status, effectiveAt, issuedAt, comparable }, itemCode);
      });
    }),
    ...history.examReports().flatMap(({ institutionId, effectiveAt, itemCode, versions }) => {
      const { status = 'FINAL', issuedAt = new Date() } = versions.at(-1) ?? {};
      const result = { institutionId, status, effectiveAt, issuedAt, comparable: true };
      return verdictOf(result, itemCode, catalogue.find(itemCode)?.qualityCode ?? itemCode);
    }),
  ],
);

describe('the demo county, seen from the lead hospital', () => {
  it('has results to rely on, with marks of every scope', () => {
    const relied = verdicts.filter(({ status }) => status === 'RECOGNIZED');
    expect(new Set(relied.map(({ scope }) => scope))).toEqual(
      new Set(['NATIONAL', 'REGION', 'PROVINCE', 'CITY', 'COMMUNITY']),
    );
  });

  it.each(recognitionObstacles)('has results that %s stands against', (obstacle) => {
    expect(verdicts.some(({ obstacles }) => obstacles.includes(obstacle))).toBe(true);
  });
});

describe('the demo county’s items', () => {
  it('are all in the catalogue', () => {
    const codes = [...labItems.map(({ code }) => code), ...examCodes];
    expect(codes.filter((code) => catalogue.find(code) === null)).toEqual([]);
  });

  it('are printed in units that count, but where a laboratory prints odd ones', () => {
    const odd = labItems.filter(({ code, name, words, unit }) => {
      const printed = { code, name, value: words?.[0] ?? '1', unit: unit ?? null };
      return !read(printed, 'county-hospital').comparable;
    });
    expect(odd).toEqual([]);
  });
});
