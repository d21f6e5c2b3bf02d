import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { Dispensing, DispensingLine } from './dispensing/dispensing.entity';
import { Drug } from './drug/drug.entity';
import { DrugVersion } from './drug/drug-version.entity';
import { DrugCatalogue, DrugList } from './drug-list/drug-list.entity';
import { DrugListLine } from './drug-list/drug-list-line.entity';
import { CreatePharmacy1732000000000 } from './migrations/1732000000000-create-pharmacy';
import { LogStock1732000019000 } from './migrations/1732000019000-log-stock';
import { IssuePrescriptions1732000019010 } from './migrations/1732000019010-issue-prescriptions';
import { VersionDrugs1732000027000 } from './migrations/1732000027000-version-drugs';
import { CreateDrugList1732000027010 } from './migrations/1732000027010-create-drug-list';
import { Prescription } from './prescription/prescription.entity';
import { PrescriptionEvent, PrescriptionNumber } from './prescription/prescription-event.entity';
import { PrescriptionItem } from './prescription/prescription-item.entity';
import { StockBatch, StockItem } from './stock/stock.entity';
import { StockInTransit, StockMovement, StockRequest } from './stock/stock-movement.entity';

/** The tables this subgraph owns. */
export const pharmacyTables = {
  name: 'pharmacy',
  entities: [
    Drug,
    DrugVersion,
    DrugList,
    DrugListLine,
    DrugCatalogue,
    StockItem,
    StockBatch,
    StockMovement,
    StockInTransit,
    StockRequest,
    Prescription,
    PrescriptionItem,
    PrescriptionEvent,
    PrescriptionNumber,
    Dispensing,
    DispensingLine,
    DemoProgress,
    ...eventEntities,
  ],
  migrations: [
    CreatePharmacy1732000000000,
    CreateDemoProgress1732000000900,
    LogStock1732000019000,
    IssuePrescriptions1732000019010,
    VersionDrugs1732000027000,
    CreateDrugList1732000027010,
    ...eventMigrations,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
