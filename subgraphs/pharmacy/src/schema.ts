import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import type { PharmacyContext } from './context';
import {
  DispensingLineResolver,
  DispensingResolver,
  FillPrescriptionResolver,
} from './dispensing/dispensing.resolver';
import { DrugResolver } from './drug/drug.resolver';
import {
  PatientPrescriptionsResolver,
  PrescriptionItemResolver,
  PrescriptionResolver,
} from './prescription/prescription.resolver';
import { IssuePrescriptionResolver } from './sheet/issue.resolver';
import { PrescriptionStepsResolver } from './step/steps.resolver';
import { MoveStockResolver } from './stock/move-stock.resolver';
import { InstitutionStockResolver, StockItemResolver } from './stock/stock.resolver';
import { Institution } from './stubs/institution.stub';
import { Patient } from './stubs/patient.stub';

/** The subgraph's schema, with how its entities are found by key. */
export const buildPharmacySchema = () =>
  buildFederatedSchema<PharmacyContext>({
    resolvers: [
      DrugResolver,
      StockItemResolver,
      InstitutionStockResolver,
      MoveStockResolver,
      PrescriptionResolver,
      PrescriptionItemResolver,
      IssuePrescriptionResolver,
      PrescriptionStepsResolver,
      PatientPrescriptionsResolver,
      FillPrescriptionResolver,
      DispensingResolver,
      DispensingLineResolver,
    ],
    references: {
      Drug: ({ code = '' }, { drugs }) => drugs.get(code),
      Prescription: ({ id = '' }, { prescriptions }) => prescriptions.byId.load(id),
      Patient: ({ id = '' }) => Object.assign(new Patient(), { id }),
      Institution: ({ id = '' }) => Object.assign(new Institution(), { id }),
    },
  });
