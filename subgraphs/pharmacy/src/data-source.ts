import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
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
    DemoProgress,
  ],
  migrations: [CreatePharmacy1732000000000, CreateDemoProgress1732000000900],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
