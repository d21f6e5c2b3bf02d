import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { referralsTables } from '../data-source';
import { createSubgraph } from '../index';
import { ReferralNumber } from '../referral/referral-number.entity';

describeDemo({
  tables: referralsTables,
  createSubgraph,
  // Demo slips are of days gone by, and numbered by resident: the count begins with the first real one.
  empty: [ReferralNumber],
});
