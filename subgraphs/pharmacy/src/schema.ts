import { once } from '@lianyi/shared/collections/once';
import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import type { PharmacyContext } from './context';
import {
  DecoctionPieceResolver,
  DecoctionResolver,
  PrescriptionDecoctionResolver,
} from './decoction/decoction.resolver';
import {
  DispensingLineResolver,
  DispensingResolver,
  FillPrescriptionResolver,
} from './dispensing/dispensing.resolver';
import { DrugResolver } from './drug/drug.resolver';
import { DrugListResolver } from './drug-list/drug-list.resolver';
import { DrugShareResolver } from './drug-share/drug-share.resolver';
import { DrugUseResolver } from './drug-use/drug-use.resolver';
import {
  PatientPrescriptionsResolver,
  PrescriptionItemResolver,
  PrescriptionResolver,
} from './prescription/prescription.resolver';
import { PurchaseResolver } from './purchase/purchase.resolver';
import { PurchaseLineResolver } from './purchase/purchase-line.resolver';
import { PrescriptionReviewResolver, ReviewedPrescriptionResolver } from './review/review.resolver';
import { IssuePrescriptionResolver } from './sheet/issue.resolver';
import { ShortageResolver } from './shortage/shortage.resolver';
import { StepShortageResolver } from './shortage/step-shortage.resolver';
import { PrescriptionStepsResolver } from './step/steps.resolver';
import { MoveStockResolver } from './stock/move-stock.resolver';
import { InstitutionStockResolver, StockItemResolver } from './stock/stock.resolver';
import { StockListResolver } from './stock-list/stock-list.resolver';
import { Institution } from './stubs/institution.stub';
import { Patient } from './stubs/patient.stub';
import {
  PrescriptionsToCheckResolver,
  PrescriptionToCheckResolver,
} from './to-check/to-check.resolver';

/** The subgraph's schema, with how its entities are found by key. */
export const buildPharmacySchema = once(() =>
  buildFederatedSchema<PharmacyContext>({
    resolvers: [
      DrugResolver,
      DrugListResolver,
      StockItemResolver,
      InstitutionStockResolver,
      MoveStockResolver,
      PrescriptionResolver,
      PrescriptionItemResolver,
      IssuePrescriptionResolver,
      PrescriptionStepsResolver,
      PatientPrescriptionsResolver,
      PrescriptionsToCheckResolver,
      PrescriptionToCheckResolver,
      PrescriptionReviewResolver,
      ReviewedPrescriptionResolver,
      FillPrescriptionResolver,
      DispensingResolver,
      DispensingLineResolver,
      DecoctionResolver,
      DecoctionPieceResolver,
      PrescriptionDecoctionResolver,
      ShortageResolver,
      StepShortageResolver,
      StockListResolver,
      DrugUseResolver,
      DrugShareResolver,
      PurchaseResolver,
      PurchaseLineResolver,
    ],
    references: {
      Drug: ({ code = '' }, { drugs }) => drugs.get(code),
      Prescription: ({ id = '' }, { prescriptions }) => prescriptions.byId.load(id),
      Patient: ({ id = '' }) => Object.assign(new Patient(), { id }),
      Institution: ({ id = '' }) => Object.assign(new Institution(), { id }),
    },
  }),
);
