import { resolve } from 'node:path';
import { type AccessBasis, readBases } from '@lianyi/shared/access/access';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';

/** How long a referral is a basis to open its patient's record (design rule 1). */
export interface BasisRule {
  /** On which grounds nobody sends a patient on: who is asked about her would keep her record open by a slip of her own. */
  readonly notSentBy: ReadonlySet<AccessBasis>;
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
    notSentBy: readBases(body, 'notSentBy'),
    endedSince: (now) => startOfShanghaiDayBefore(now, days),
    communityIntegrations: body.texts('communityIntegrations'),
  };
}
