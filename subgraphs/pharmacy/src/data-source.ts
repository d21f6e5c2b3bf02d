import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { Dispensing, DispensingLine } from './dispensing/dispensing.entity';
import { Drug } from './drug/drug.entity';
import { CreatePharmacy1732000000000 } from './migrations/1732000000000-create-pharmacy';
import { Prescription } from './prescription/prescription.entity';
import { PrescriptionItem } from './prescription/prescription-item.entity';
import { StockBatch, StockItem } from './stock/stock.entity';

/** The tables this subgraph owns. */
export const pharmacyTables = {
  name: 'pharmacy',
  entities: [
    Drug,
    StockItem,
    StockBatch,
    Prescription,
    PrescriptionItem,
    Dispensing,
    DispensingLine,
  ],
  migrations: [CreatePharmacy1732000000000],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
