import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { pharmacyTables } from '../data-source';
import { createSubgraph } from '../index';
import { PrescriptionEvent, PrescriptionNumber } from '../prescription/prescription-event.entity';
import { PrescriptionPresented } from '../prescription/prescription-presented.entity';
import { StockInTransit, StockRequest } from '../stock/stock-movement.entity';

describeDemo({
  tables: pharmacyTables,
  createSubgraph,
  // The county's prescriptions were issued long ago: steps, numbers, who was handed a sheet and movements between members begin with the first real one.
  empty: [
    StockInTransit,
    StockRequest,
    PrescriptionEvent,
    PrescriptionNumber,
    PrescriptionPresented,
    ...eventEntities,
  ],
});
