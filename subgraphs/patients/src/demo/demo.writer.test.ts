import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { AccessEvent } from '../audit/access-event.entity';
import { patientsTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: patientsTables,
  createSubgraph,
  // Nobody has looked yet.
  empty: [AccessEvent],
  random: ['sealed', 'sealedPhone'],
});
