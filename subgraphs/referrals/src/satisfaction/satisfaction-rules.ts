import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { ReferralStatus } from '../referral/referral.entity';

/** How a referral is rated (RF-40). */
export interface SatisfactionRules {
  /** In which states a referral is rated. */
  readonly states: readonly ReferralStatus[];
  readonly lowest: number;
  readonly highest: number;
  /** Days of 24 hours after the first rating in which a side may change it. */
  readonly changeableDays: number;
  /** Of fewer ratings no mean is told: it would tell what one person said. */
  readonly fewestForMean: number;
}

const standardFile = resolve(__dirname, '../../data/satisfaction.json');

/** The scale a county agreed on. Throws DataFileError. */
export function readSatisfactionRules(path: string = standardFile): SatisfactionRules {
  const { body } = readDataFile(path);
  const whole = (field: string) => {
    const count = body.number(field);
    if (!Number.isInteger(count) || count < 0)
      throw body.fail(`${field} must be a whole number, 0 or more`);
    return count;
  };
  const states = body.texts('states').map((text) => {
    const known = Object.values(ReferralStatus).find((status) => status === text);
    if (!known) throw body.fail(`states holds ${text}, which is no state of a referral`);
    return known;
  });
  const rules = {
    states,
    ...{ lowest: whole('lowest'), highest: whole('highest') },
    ...{ changeableDays: whole('changeableDays'), fewestForMean: whole('fewestForMean') },
  };
  // The mean of one is what that one said.
  if (rules.fewestForMean < 2) throw body.fail('fewestForMean must be 2 or more');
  if (rules.highest <= rules.lowest) throw body.fail('highest must be above lowest');
  return rules;
}
