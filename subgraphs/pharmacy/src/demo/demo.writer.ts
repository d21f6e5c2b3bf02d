import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { DemoPrescription } from '@lianyi/shared/demo/history-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { Dispensing, DispensingLine } from '../dispensing/dispensing.entity';
import { Drug } from '../drug/drug.entity';
import { DrugList } from '../drug-list/drug-list.entity';
import { DrugListLine } from '../drug-list/drug-list-line.entity';
import {
  FindingSeverity,
  Prescription,
  PrescriptionKind,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import {
  PurchaseNumber,
  PurchaseOrder,
  PurchaseOrderEvent,
  PurchaseOrderLine,
} from '../purchase/purchase-order.entity';
import type { PharmacyRules } from '../rules/pharmacy-rules';
import { Shortage } from '../shortage/shortage.entity';
import { ShortageEvent, ShortageLine } from '../shortage/shortage-event.entity';
import { StockBatch, StockItem } from '../stock/stock.entity';
import { StockInTransit, StockMovement } from '../stock/stock-movement.entity';
import { drugListRows } from './drug-list.rows';
import { stockRows } from './stock.rows';

/** The demo county's drug catalogue, shelves, prescriptions and dispensings. */
export function createPharmacyDemo(drugs: readonly Drug[], rules: PharmacyRules): CountyWriter {
  const classes = new Map(drugs.map(({ code, atc }) => [code, atc]));
  const isSensitive = ({ diagnoses, items }: DemoPrescription) =>
    diagnoses.some(({ code }) => rules.sensitiveCodes.diagnosis(code)) ||
    items.some(({ drugCode }) => rules.sensitiveCodes.drug(classes.get(drugCode) ?? null));
  return {
    async frame(manager, county) {
      await insertRows(manager, Drug, drugs);
      const rows = stockRows(county, drugs, rules);
      await insertRows(manager, StockItem, rows.items);
      await insertRows(manager, StockBatch, rows.batches);
      await insertRows(manager, StockMovement, rows.movements);
      await insertRows(manager, StockInTransit, rows.inTransit);
      await insertRows(manager, Shortage, rows.shortages);
      await insertRows(manager, ShortageEvent, rows.shortageEvents);
      await insertRows(manager, ShortageLine, rows.shortageLines);
      await insertRows(manager, PurchaseOrder, rows.purchases.orders);
      await insertRows(manager, PurchaseOrderLine, rows.purchases.lines);
      await insertRows(manager, PurchaseOrderEvent, rows.purchases.events);
      await insertRows(manager, PurchaseNumber, rows.purchases.numbers);
      const { lines, list } = drugListRows(county, drugs, rows.leadId);
      await insertRows(manager, DrugList, [list]);
      await insertRows(manager, DrugListLine, lines);
    },
    async residents(manager, residents) {
      const written = residents.flatMap(({ person, history }) =>
        history.prescriptions().map((prescription) => ({ ...prescription, patientId: person.id })),
      );
      await insertRows(
        manager,
        Prescription,
        written.map((sheet) => prescriptionRow(sheet, isSensitive(sheet))),
      );
      await insertRows(manager, PrescriptionItem, written.flatMap(itemRows));
      await insertRows(manager, Dispensing, written.flatMap(dispensingRows));
      await insertRows(manager, DispensingLine, written.flatMap(lineRows));
    },
  };
}

type Sheet = DemoPrescription & { readonly patientId: string };

function prescriptionRow(sheet: Sheet, sensitive: boolean) {
  const { id, number, patientId, prescriberId, institutionId, issuedAt, validUntil } = sheet;
  return {
    id,
    ...{ number, patientId, prescriberId, institutionId, issuedAt, validUntil, sensitive },
    kind: PrescriptionKind[sheet.kind],
    status: PrescriptionStatus[sheet.status],
    diagnoses: [...sheet.diagnoses],
    findings: sheet.findings.map((finding) => ({
      ...finding,
      severity: FindingSeverity[finding.severity],
    })),
  };
}

const itemRows = ({ id, items }: Sheet) =>
  items.map((item, index) => ({ ...item, prescriptionId: id, position: index + 1 }));

const dispensingRows = ({ id, dispensings }: Sheet) =>
  dispensings.map(({ lines, ...dispensing }) => ({ ...dispensing, prescriptionId: id }));

const lineRows = ({ dispensings }: Sheet) =>
  dispensings.flatMap(({ id, lines }) =>
    lines.map((line, index) => ({ ...line, dispensingId: id, position: index + 1 })),
  );
