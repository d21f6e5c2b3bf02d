import { startSubgraph } from '@lianyi/shared/subgraph/start-subgraph';
import { createSubgraph } from './index';

startSubgraph('patients', createSubgraph);
