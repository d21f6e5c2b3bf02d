import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { Decoction } from './decoction/decoction.entity';
import { DecoctionEvent } from './decoction/decoction-event.entity';
import { Dispensing, DispensingLine } from './dispensing/dispensing.entity';
import { Drug } from './drug/drug.entity';
import { DrugVersion } from './drug/drug-version.entity';
import { DrugCatalogue, DrugList } from './drug-list/drug-list.entity';
import { DrugListLine } from './drug-list/drug-list-line.entity';
import { InstitutionRevenue } from './drug-share/institution-revenue.entity';
import { CreatePharmacy1732000000000 } from './migrations/1732000000000-create-pharmacy';
import { LogStock1732000019000 } from './migrations/1732000019000-log-stock';
import { IssuePrescriptions1732000019010 } from './migrations/1732000019010-issue-prescriptions';
import { CirculatePrescriptions1732000024000 } from './migrations/1732000024000-circulate-prescriptions';
import { RegisterShortages1732000025000 } from './migrations/1732000025000-register-shortages';
import { KeepMinimum1732000025010 } from './migrations/1732000025010-keep-minimum';
import { CountDispensings1732000025020 } from './migrations/1732000025020-count-dispensings';
import { OrderPurchases1732000025030 } from './migrations/1732000025030-order-purchases';
import { VersionDrugs1732000027000 } from './migrations/1732000027000-version-drugs';
import { CreateDrugList1732000027010 } from './migrations/1732000027010-create-drug-list';
import { ReviewPrescriptions1732000029000 } from './migrations/1732000029000-review-prescriptions';
import { OrderDecoctions1732000030000 } from './migrations/1732000030000-order-decoctions';
import { WithdrawDrugLists1732000032000 } from './migrations/1732000032000-withdraw-drug-lists';
import { ListWhatWaits1732000032010 } from './migrations/1732000032010-list-what-waits';
import { StateRevenue1732000037000 } from './migrations/1732000037000-state-revenue';
import { Prescription } from './prescription/prescription.entity';
import { PrescriptionEvent, PrescriptionNumber } from './prescription/prescription-event.entity';
import { PrescriptionItem } from './prescription/prescription-item.entity';
import { PrescriptionPresented } from './prescription/prescription-presented.entity';
import {
  PurchaseNumber,
  PurchaseOrder,
  PurchaseOrderEvent,
  PurchaseOrderLine,
} from './purchase/purchase-order.entity';
import { PrescriptionReview, ReviewedPrescription } from './review/prescription-review.entity';
import { Shortage } from './shortage/shortage.entity';
import { ShortageEvent, ShortageLine } from './shortage/shortage-event.entity';
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
    PrescriptionPresented,
    Dispensing,
    DispensingLine,
    Decoction,
    DecoctionEvent,
    Shortage,
    ShortageEvent,
    ShortageLine,
    PrescriptionReview,
    ReviewedPrescription,
    PurchaseOrder,
    PurchaseOrderLine,
    PurchaseOrderEvent,
    PurchaseNumber,
    InstitutionRevenue,
    DemoProgress,
    ...eventEntities,
  ],
  migrations: [
    CreatePharmacy1732000000000,
    CreateDemoProgress1732000000900,
    LogStock1732000019000,
    IssuePrescriptions1732000019010,
    CirculatePrescriptions1732000024000,
    RegisterShortages1732000025000,
    KeepMinimum1732000025010,
    CountDispensings1732000025020,
    OrderPurchases1732000025030,
    VersionDrugs1732000027000,
    CreateDrugList1732000027010,
    ReviewPrescriptions1732000029000,
    OrderDecoctions1732000030000,
    StateRevenue1732000037000,
    WithdrawDrugLists1732000032000,
    ListWhatWaits1732000032010,
    ...eventMigrations,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
