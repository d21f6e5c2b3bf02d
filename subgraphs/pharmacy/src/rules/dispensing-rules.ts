import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { wholeNumber } from '@lianyi/shared/config/whole-number';
import { startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';

/** What of a drug another may have to share with it to stand for it. */
const shareable = ['atc', 'name', 'form', 'strength', 'unit', 'category'] as const;
export type SharedTrait = (typeof shareable)[number];

export interface DispensingRules {
  /** Days of a long-term sheet that are handed out together. */
  readonly partDays: number;
  readonly substituteShares: readonly SharedTrait[];
  /** A sheet that was over before this moment is open no longer to whom it was presented. */
  presentedSince(now: Date): Date;
  readonly expireEverySeconds: number;
}

/** Without these two drugs are not the same substance in the same amount. */
const indispensable: readonly SharedTrait[] = ['name', 'strength', 'unit'];
const standardFile = resolve(__dirname, '../../data/dispensing.json');

/** The file a county edits (domain facts 4.2, 4.3, 4.6). Throws DataFileError. */
export function readDispensingRules(path: string = standardFile): DispensingRules {
  const { body } = readDataFile(path);
  const days = wholeNumber(body, 'presentedDaysAfterEnd', 0);
  return {
    partDays: wholeNumber(body, 'partDays', 1),
    substituteShares: readTraits(body),
    presentedSince: (now) => startOfShanghaiDayBefore(now, days),
    expireEverySeconds: wholeNumber(body, 'expireEverySeconds', 1),
  };
}

function readTraits(body: Entry): SharedTrait[] {
  const traits = body.texts('substituteShares').map((text) => {
    const trait = shareable.find((one) => one === text);
    if (!trait) throw body.fail(`substituteShares names ${text}: ${shareable.join(', ')}`);
    return trait;
  });
  for (const trait of indispensable)
    if (!traits.includes(trait)) throw body.fail(`substituteShares must name ${trait}`);
  return traits;
}
