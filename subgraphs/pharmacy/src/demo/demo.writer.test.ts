import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { pharmacyTables } from '../data-source';
import { Decoction } from '../decoction/decoction.entity';
import { DecoctionEvent } from '../decoction/decoction-event.entity';
import { DrugVersion } from '../drug/drug-version.entity';
import { DrugCatalogue } from '../drug-list/drug-list.entity';
import { InstitutionRevenue } from '../drug-share/institution-revenue.entity';
import { createSubgraph } from '../index';
import { PrescriptionEvent, PrescriptionNumber } from '../prescription/prescription-event.entity';
import { PrescriptionPresented } from '../prescription/prescription-presented.entity';
import { PrescriptionReview, ReviewedPrescription } from '../review/prescription-review.entity';
import { StockRequest } from '../stock/stock-movement.entity';

describeDemo({
  tables: pharmacyTables,
  createSubgraph,
  // The county's prescriptions were issued long ago: steps, numbers and who was handed a sheet begin with the first real one, and so do keys; a review is a pharmacist's to draw.
  // Its pieces were filled over the counter: none was sent to the TCM pharmacy yet.
  // What an institution took in is its office's to state.
  // The list that was read waits for who puts it into force: drugs have had no other versions than those the county begins with.
  empty: [
    DrugVersion,
    DrugCatalogue,
    Decoction,
    DecoctionEvent,
    StockRequest,
    PrescriptionEvent,
    PrescriptionNumber,
    PrescriptionPresented,
    PrescriptionReview,
    ReviewedPrescription,
    InstitutionRevenue,
    ...eventEntities,
  ],
});
