import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { ReferralDirection } from '../referral/referral.entity';

export interface ReasonCode {
  readonly code: string;
  readonly directions: readonly ReferralDirection[];
  readonly name: string;
  /** Whether it says nothing without a text. */
  readonly needsText: boolean;
}

/** Why patients are referred, by code. */
export type ReasonCodes = ReadonlyMap<string, ReasonCode>;

const standardFile = resolve(__dirname, '../../data/reason-codes.json');

/** The list a county edits (domain facts 3.2). Throws DataFileError. */
export function readReasonCodes(path: string = standardFile): ReasonCodes {
  const { body } = readDataFile(path);
  const codes = body.entries('codes', 'code').map(reasonOf);
  const known = new Map(codes.map((one) => [one.code, one]));
  if (known.size < codes.length) throw body.fail('codes must hold each code once');
  for (const direction of Object.values(ReferralDirection))
    if (!codes.some(({ directions }) => directions.includes(direction)))
      throw body.fail(`codes must hold a reason for ${direction}`);
  return known;
}

const reasonOf = (entry: Entry): ReasonCode => ({
  code: entry.text('code'),
  ...{ name: entry.text('name'), needsText: entry.flag('needsText') },
  directions: entry.texts('directions').map((text) => {
    const direction = Object.values(ReferralDirection).find((one) => one === text);
    if (!direction)
      throw entry.fail(`directions must be of ${Object.values(ReferralDirection).join(', ')}`);
    return direction;
  }),
});
