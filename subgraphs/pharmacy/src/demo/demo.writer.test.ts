import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { pharmacyTables } from '../data-source';
import { DrugVersion } from '../drug/drug-version.entity';
import { DrugCatalogue, DrugList } from '../drug-list/drug-list.entity';
import { DrugListLine } from '../drug-list/drug-list-line.entity';
import { createSubgraph } from '../index';
import { PrescriptionEvent, PrescriptionNumber } from '../prescription/prescription-event.entity';
import { StockInTransit, StockRequest } from '../stock/stock-movement.entity';

describeDemo({
  tables: pharmacyTables,
  createSubgraph,
  // No list was read yet: drugs have had no other versions than those the county begins with.
  // The county's prescriptions were issued long ago: steps, numbers and movements between members begin with the first real one.
  empty: [
    DrugVersion,
    DrugList,
    DrugListLine,
    DrugCatalogue,
    StockInTransit,
    StockRequest,
    PrescriptionEvent,
    PrescriptionNumber,
    ...eventEntities,
  ],
});
