import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { resultsTables } from '../data-source';
import { CatalogueEdition, CatalogueEditionFile } from '../edition/catalogue-edition.entity';
import { createSubgraph } from '../index';
import { QualityControlCorrection } from '../quality/quality.entity';

describeDemo({
  tables: resultsTables,
  createSubgraph,
  empty: [QualityControlCorrection, CatalogueEdition, CatalogueEditionFile],
});
