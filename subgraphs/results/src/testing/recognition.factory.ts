import type { Position } from '@lianyi/shared/ports/institution-positions';
import { loadCatalogue } from '../catalogue/catalogue';
import type { QualityFacts, RecognitionQuestion } from '../recognition/recognize';

const { reach } = loadCatalogue().scopes;

export const position = (
  institutionId: string,
  regionCode: string,
  consortiumIds: readonly string[] = [],
): Position => ({ institutionId, regionCode, consortiumIds });

/** A member of an invented community in city 3417. */
export const county = position('township-dongpu', '341722', ['yunxi']);

/** A passed round of the city's assessment, in force for the year 2026. */
export const aRound = (overrides: Partial<QualityFacts>): QualityFacts => ({
  scope: 'CITY',
  mark: '本市HR',
  passed: true,
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  ...overrides,
});

/** A township's final result of 1 March, judged by the lead hospital three days later. */
export const aQuestion = (overrides: Partial<RecognitionQuestion>): RecognitionQuestion => ({
  result: {
    institutionId: county.institutionId,
    status: 'FINAL',
    effectiveAt: new Date('2026-03-01T09:00:00+08:00'),
    issuedAt: new Date('2026-03-01T11:00:00+08:00'),
    comparable: true,
  },
  window: { rule: 'DAYS', days: 7 },
  quality: [aRound({})],
  controls: [],
  from: county,
  at: position('county-hospital', '341722', ['yunxi']),
  agreed: false,
  instant: new Date('2026-03-04T10:00:00+08:00'),
  base: 'EFFECTIVE',
  reach,
  ...overrides,
});
