import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { AccessEvent } from '../audit/access-event.entity';
import { BreakGlassGrant } from '../break-glass/break-glass-grant.entity';
import { patientsTables } from '../data-source';
import { createSubgraph } from '../index';

describeDemo({
  tables: patientsTables,
  createSubgraph,
  // Nobody has looked yet, in an emergency neither.
  empty: [AccessEvent, BreakGlassGrant],
  random: ['sealed', 'sealedPhone'],
});
