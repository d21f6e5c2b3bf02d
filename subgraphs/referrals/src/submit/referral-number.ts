import { takeDayNumber } from '@lianyi/shared/database/take-day-number';
import type { EntityManager } from 'typeorm';
import { ReferralNumber } from '../referral/referral-number.entity';

/** The next number of the moment's day as on the paper form, such as ZZ20261128001. */
export const takeNumber = (manager: EntityManager, at: Date): Promise<string> =>
  takeDayNumber(manager, ReferralNumber, { sign: 'ZZ', digits: 3 }, at);
