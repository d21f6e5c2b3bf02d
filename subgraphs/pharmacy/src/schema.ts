import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import type { PharmacyContext } from './context';
import { DispensingLineResolver, DispensingResolver } from './dispensing/dispensing.resolver';
import { DrugResolver } from './drug/drug.resolver';
import { DrugListResolver } from './drug-list/drug-list.resolver';
import {
  PatientPrescriptionsResolver,
  PrescriptionItemResolver,
  PrescriptionResolver,
} from './prescription/prescription.resolver';
import { IssuePrescriptionResolver } from './sheet/issue.resolver';
import { MoveStockResolver } from './stock/move-stock.resolver';
import { InstitutionStockResolver, StockItemResolver } from './stock/stock.resolver';
import { Institution } from './stubs/institution.stub';
import { Patient } from './stubs/patient.stub';

/** The subgraph's schema, with how its entities are found by key. */
export const buildPharmacySchema = () =>
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
      PatientPrescriptionsResolver,
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
