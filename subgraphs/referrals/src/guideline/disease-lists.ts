import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { ReferralDirection } from '../referral/referral.entity';
import { ReferralWarningKind } from './guideline.view';
import { isNamed, namesCodes } from './icd10';

export interface ListedDisease {
  /** ICD-10, or its beginning. */
  readonly code: string;
  readonly display: string;
  /** How many the leading hospital is to take in a month (RF-09); null: no limit is set. */
  readonly monthlyLimit: number | null;
}

/** Diseases that should not go a way (RF-07, RF-08). */
export interface DiseaseLists {
  /** Those of a list that the diagnoses name, and which warning stands on them; null where none is. */
  warned(direction: ReferralDirection, diagnoses: readonly string[]): Warned | null;
  /** A disease of the township list, by its code there. */
  ofTownship(code: string): ListedDisease | undefined;
}

export interface Warned {
  readonly kind: ReferralWarningKind;
  readonly diseases: readonly ListedDisease[];
}

const standardFile = resolve(__dirname, '../../data/disease-lists.json');

/** The lists a county edits. Throws DataFileError with the first fault. */
export function readDiseaseLists(path: string = standardFile): DiseaseLists {
  const { body } = readDataFile(path);
  const township = listOf(body, 'township');
  const county = listOf(body, 'county');
  const within = (list: readonly ListedDisease[], diagnoses: readonly string[]) =>
    list.filter(({ code }) => diagnoses.some((diagnosis) => isNamed(diagnosis, [code])));
  const lists = {
    [ReferralDirection.UP]: [ReferralWarningKind.TREATED_BY_TOWNSHIP, township],
    [ReferralDirection.OUTWARD]: [ReferralWarningKind.TREATED_IN_COUNTY, county],
  } as const;
  return {
    ofTownship: (code) => township.find((one) => one.code === code),
    warned(direction, diagnoses) {
      if (direction !== ReferralDirection.UP && direction !== ReferralDirection.OUTWARD)
        return null;
      const [kind, list] = lists[direction];
      const diseases = within(list, diagnoses);
      return diseases.length === 0 ? null : { kind, diseases };
    },
  };
}

function listOf(body: Entry, name: string): ListedDisease[] {
  const list = body.entries(name, 'code').map((entry) => {
    const [code, display] = [entry.text('code'), entry.text('display')];
    if (!namesCodes(code) || code.includes('-'))
      throw entry.fail('code must be an ICD-10 code or its beginning');
    const limit = entry.optionalNumber('monthlyLimit');
    if (limit !== null && (!Number.isInteger(limit) || limit < 0))
      throw entry.fail('monthlyLimit must be a whole number');
    return { code, display, monthlyLimit: limit };
  });
  if (new Set(list.map(({ code }) => code)).size < list.length)
    throw body.fail(`${name} must hold each code once`);
  return list;
}
