import { expect, it } from '@jest/globals';
import { allConditions, readGuidelines } from '@lianyi/referrals/guideline/guideline';
import { loadCatalogue } from '@lianyi/results/catalogue/catalogue';
import { convertUnit } from '@lianyi/results/observation/convert-unit';

const catalogue = loadCatalogue();
const laboratory = allConditions(readGuidelines().rules).filter(({ kind }) => kind === 'lab');

/** A code the catalogue does not have, or a unit it does not convert, would be missing for every patient. */
it.each(laboratory)('the guideline weighs what a laboratory reports: $code $text', (condition) => {
  if (condition.kind !== 'lab') throw new Error('only those were chosen');
  const item = catalogue.find(condition.code);
  expect(item).toBeDefined();
  if (condition.unit === null) return;
  const { molarMass, unit: from } = item ?? {};
  const measure = { from: from ?? '', to: condition.unit, molarMass: molarMass ?? null };
  expect(from === condition.unit || convertUnit(1, measure, catalogue.units) !== null).toBe(true);
});
