import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { pharmacyTables } from '../data-source';
import { createSubgraph } from '../index';
import { PrescriptionEvent, PrescriptionNumber } from '../prescription/prescription-event.entity';
import { StockRequest } from '../stock/stock-movement.entity';

describeDemo({
  tables: pharmacyTables,
  createSubgraph,
  // The county's prescriptions were issued long ago: steps and numbers begin with the first real one, and so do keys.
  empty: [StockRequest, PrescriptionEvent, PrescriptionNumber, ...eventEntities],
});
