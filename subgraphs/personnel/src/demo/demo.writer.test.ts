import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { personnelTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: personnelTables,
  createSubgraph,
  ofResidents: false,
});
