import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';

/** How long a referral is a basis to open its patient's record (design rule 1). */
export interface BasisRule {
  /** A referral that ended before this moment is a basis no longer. */
  endedSince(now: Date): Date;
  /** How tightly consortia are bound whose members are one community; a referral elsewhere is OUTWARD. */
  readonly communityIntegrations: readonly string[];
}

const standardFile = resolve(__dirname, '../../data/basis.json');

/** The rule a county edits: whole calendar days, Asia/Shanghai. Throws DataFileError. */
export function readBasisRule(path: string = standardFile): BasisRule {
  const { body } = readDataFile(path);
  const days = body.number('daysAfterEnd');
  if (!Number.isInteger(days) || days < 0)
    throw body.fail('daysAfterEnd must be a whole number of days, 0 or more');
  return {
    endedSince: (now) => startOfShanghaiDayBefore(now, days),
    communityIntegrations: body.texts('communityIntegrations'),
  };
}
