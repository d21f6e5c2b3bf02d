import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { referralsTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: referralsTables,
  createSubgraph,
});
