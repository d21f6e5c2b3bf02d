import type { SensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { County } from '@lianyi/shared/demo/county';
import { batchesOf } from '@lianyi/shared/demo/drugs';
import type { DemoPrescription } from '@lianyi/shared/demo/history-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { Dispensing, DispensingLine } from '../dispensing/dispensing.entity';
import { Drug } from '../drug/drug.entity';
import {
  FindingSeverity,
  Prescription,
  PrescriptionKind,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import { StockBatch, StockItem } from '../stock/stock.entity';
import { MovementKind, StockMovement } from '../stock/stock-movement.entity';

/** The demo county's drug catalogue, shelves, prescriptions and dispensings. */
export function createPharmacyDemo(drugs: readonly Drug[], codes: SensitiveCodes): CountyWriter {
  const classes = new Map(drugs.map(({ code, atc }) => [code, atc]));
  const isSensitive = ({ diagnoses, items }: DemoPrescription) =>
    diagnoses.some(({ code }) => codes.diagnosis(code)) ||
    items.some(({ drugCode }) => codes.drug(classes.get(drugCode) ?? null));
  return {
    async frame(manager, county) {
      await insertRows(manager, Drug, drugs);
      const shelves = county.institutions.flatMap(({ id, tier }) =>
        drugs.filter((drug) => isKept(drug, tier)).map(({ code }) => ({ id, code })),
      );
      await insertRows(
        manager,
        StockItem,
        shelves.map(({ id, code }) => ({ institutionId: id, drugCode: code })),
      );
      const batches = shelves.flatMap(({ id, code }) => batchRows(county, id, code));
      await insertRows(manager, StockBatch, batches);
      await insertRows(manager, StockMovement, batches.map(openingOf(county)));
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

/** What the institution's tier may prescribe; a shared centre has no pharmacy. */
const isKept = ({ tiers }: Drug, tier: string) =>
  tier !== 'SHARED_CENTER' && tiers.some((one) => one === tier);

/** One shelf in some thirty is empty: the item is kept, and there is none of it. */
const emptyEvery = 31;

const batchRows = (county: County, institutionId: string, drugCode: string) =>
  (drugCode.length * 7 + drugCode.charCodeAt(9) + institutionId.length) % emptyEvery === 0
    ? []
    : batchesOf(county, institutionId, drugCode).map((batch) => ({
        ...batch,
        ...{ institutionId, drugCode },
      }));

/** What lies there when the county opens is where its log begins. */
const openingOf =
  ({ today }: County) =>
  ({ institutionId, drugCode, number, quantity }: ReturnType<typeof batchRows>[number]) => ({
    ...{ institutionId, drugCode, number, step: 1, kind: MovementKind.OPENING },
    ...{ change: quantity, balance: quantity, reason: '', by: '', at: startOfShanghaiDay(today) },
  });

type Sheet = DemoPrescription & { readonly patientId: string };

function prescriptionRow(sheet: Sheet, sensitive: boolean) {
  const { id, number, patientId, prescriberId, institutionId, issuedAt, validUntil } = sheet;
  return {
    ...{ id, number, patientId, prescriberId, institutionId, issuedAt, validUntil, sensitive },
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
