import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { pharmacyTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: pharmacyTables,
  createSubgraph,
});
