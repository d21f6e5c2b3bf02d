import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

export interface Priority {
  readonly code: string;
  /** As it is announced to the patient. */
  readonly name: string;
}

/** What a referral within the community brings its patient (RF-41, RF-42, RF-54). */
export interface ContinuityRules {
  readonly priorities: readonly Priority[];
  /** Days of the clinical pathway of a disease, by its ICD-10 category. */
  daysOf(category: string): number;
  readonly mostDays: number;
}

const standardFile = resolve(__dirname, '../../data/continuity.json');
const longest = 365;

/** What a county agreed with its insurer and hospitals. Throws DataFileError. */
export function readContinuityRules(path: string = standardFile): ContinuityRules {
  const { body } = readDataFile(path);
  const priorities = body
    .entries('priorities', 'code')
    .map((entry) => ({ code: entry.text('code'), name: entry.text('name') }));
  const others = daysIn(body, 'pathwayDays');
  const pathways = new Map(
    body.entries('pathways', 'code').map((entry) => {
      const code = entry.text('code');
      if (!/^[A-Z]\d\d$/.test(code)) throw entry.fail('code must be an ICD-10 category, as I63');
      return [code, daysIn(entry, 'days')];
    }),
  );
  return {
    priorities,
    daysOf: (category) => pathways.get(category) ?? others,
    mostDays: Math.max(others, ...pathways.values()),
  };
}

function daysIn(entry: Entry, name: string): number {
  const days = entry.number(name);
  if (!Number.isInteger(days) || days < 0 || days > longest)
    throw entry.fail(`${name} must be whole days from 0 to ${longest}`);
  return days;
}
