import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { resultsTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: resultsTables,
  createSubgraph,
  // The files are kept at the start, whoever lives in the county.
  random: ['knownFrom'],
});
