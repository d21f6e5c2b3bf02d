import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import type { ReferralDirection } from '../referral/referral.entity';
import { conditionsOf } from './condition';
import type { GuidelineRule, PregnancyRule } from './guideline-rule';
import { isNamed, namesCodes } from './icd10';
import { GuidelineFileError } from './placed-file';
import { readGuideline } from './read-guideline';

/** The county's referral guideline (分级诊疗指南; RF-06, RF-10 to RF-12). */
export interface Guideline {
  /** Every rule, by id. */
  readonly rules: readonly GuidelineRule[];
  readonly pregnancy: PregnancyRule;
  /** The units (UCUM) its rules weigh each vital sign in, by LOINC. */
  readonly vitalUnits: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rules in force on a day for a direction and any of the diagnoses. */
  applying(
    direction: ReferralDirection,
    diagnoses: readonly string[],
    day: string,
  ): readonly GuidelineRule[];
}

const dataFolder = resolve(__dirname, '../../data');

/**
 * Reads every file of `guidelines/`, which a county edits or replaces, and `guideline.json`. Throws
 * with one sentence that names the file, and the line where it is a guideline's.
 */
export function readGuidelines(folder: string = dataFolder): Guideline {
  const files = readdirSync(join(folder, 'guidelines')).filter((name) => name.endsWith('.json'));
  const from = new Map<string, string>();
  const rules = files.sort().flatMap((file) => {
    const read = readGuideline(join(folder, 'guidelines', file));
    for (const { id } of read) {
      const other = from.get(id);
      if (other !== undefined) throw new GuidelineFileError(file, `${id} is a rule of ${other}`);
      from.set(id, file);
    }
    return read;
  });
  rules.sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    rules,
    pregnancy: readPregnancy(join(folder, 'guideline.json')),
    vitalUnits: vitalUnitsOf(rules),
    applying: (direction, diagnoses, day) =>
      rules.filter(
        (rule) =>
          rule.direction === direction &&
          rule.effectiveFrom <= day &&
          (rule.effectiveTo === null || day <= rule.effectiveTo) &&
          diagnoses.some((code) => isNamed(code, rule.icd10)),
      ),
  };
}

function readPregnancy(path: string): PregnancyRule {
  const entry = readDataFile(path).body.object('pregnancy');
  const icd10 = entry.texts('icd10');
  const [fromAge, toAge] = [entry.number('fromAge'), entry.number('toAge')];
  if (!icd10.every(namesCodes) || icd10.length === 0)
    throw entry.fail('icd10 must name ICD-10 codes, or ranges such as O00-O99');
  if (fromAge < 0 || toAge < fromAge) throw entry.fail('fromAge and toAge must be ages, in order');
  return { icd10, fromAge, toAge };
}

function vitalUnitsOf(rules: readonly GuidelineRule[]) {
  const units = new Map<string, Set<string>>();
  for (const condition of allConditions(rules))
    if (condition.kind === 'vital' && condition.unit !== null)
      units.set(condition.code, (units.get(condition.code) ?? new Set()).add(condition.unit));
  return units;
}

/** Every condition of some rules. */
export const allConditions = (rules: readonly GuidelineRule[]) =>
  rules.flatMap(({ when }) => conditionsOf(when));
