import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { VitalSign } from '../referral/vital-sign';
import type { Guideline } from './guideline';

/** Refuses what no rule weighs, or not in that unit: a value that counts for nothing must not look as if it did. */
export function checkVitals(field: string, vitals: readonly VitalSign[], guideline: Guideline) {
  for (const [at, { code, unit, value }] of vitals.entries()) {
    const units = guideline.vitalUnits.get(code);
    if (units === undefined)
      throw new InvalidInput(
        `${field}[${at}].code`,
        `is no vital sign of the guideline: ${[...guideline.vitalUnits.keys()].join(', ')}.`,
      );
    if (!units.has(unit))
      throw new InvalidInput(`${field}[${at}].unit`, `must be ${[...units].join(' or ')}.`);
    if (value < 0) throw new InvalidInput(`${field}[${at}].value`, 'must not be negative.');
    if (vitals.findIndex((other) => other.code === code) < at)
      throw new InvalidInput(`${field}[${at}].code`, 'is measured more than once.');
  }
}
