import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { resultsTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: resultsTables,
  createSubgraph,
});
