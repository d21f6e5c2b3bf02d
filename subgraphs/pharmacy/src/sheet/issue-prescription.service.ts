import type { Access } from '@lianyi/shared/access/access';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { isWithin, scopeOf } from '../prescription/prescription.access';
import {
  FindingSeverity,
  Prescription,
  PrescriptionKind,
} from '../prescription/prescription.entity';
import {
  PrescriptionDiffers,
  PrescriptionForbidden,
  PrescriptionRefused,
} from '../prescription/prescription.errors';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import { recordStep } from '../prescription/record-step';
import { checkPrescription } from './check-input';
import { findingsOf } from './findings-of';
import type { PrescriptionInput } from './prescription.inputs';
import { digestOfSheet, itemRows, prescriptionRow, takeNumber } from './prescription-row';
import { lastingOf, readSheet } from './read-sheet';
import type { Sheet } from './sheet';

/**
 * Issues a prescription: who signs must have the right to where she signs in, the rules look at the sheet whole, and it is stored with what they warn of,
 * its number and its first step in one transaction. The same key is one prescription. Refuses
 * with FORBIDDEN who may not prescribe; with INVALID_INPUT naming the field, or the codes of what blocks it; with CONFLICT where the key
 * stands for another sheet; with UNAVAILABLE where a part that has to be asked does not answer.
 */
export async function issuePrescription(
  context: PharmacyContext,
  input: PrescriptionInput,
): Promise<Prescription> {
  const { access, database, now, viewer } = context;
  checkPrescription(input);
  await sharingOf(context);
  const opened = await access.require(input.patientId);
  const at = now();
  const known = await byIssuer(database.read, viewer.institutionId, input);
  const stored = known ?? (await checkAndStore(context, input, opened, at));
  if (stored.digest !== digestOfSheet(input)) throw new PrescriptionDiffers();
  if (!isWithin(stored, scopeOf(opened, viewer))) throw new PrescriptionForbidden();
  return stored;
}

async function checkAndStore(
  context: PharmacyContext,
  input: PrescriptionInput,
  opened: Access,
  at: Date,
): Promise<Prescription> {
  const { practice, viewer } = context;
  const asked = { act: 'PRESCRIBE', field: 'prescriber', at } as const;
  const rights = await practice.require(viewer, asked);
  const prescriber = { at, titleLevel: rights?.titleLevel ?? null };
  const sheet = await readSheet(context, input, opened.records, prescriber);
  const findings = findingsOf(sheet, context);
  const blocking = findings.filter(({ severity }) => severity === FindingSeverity.BLOCKING);
  if (blocking.length > 0) throw new PrescriptionRefused(blocking);
  const row = prescriptionRow(context, input, sheet, findings);
  // Who may not see such a sheet may not write it either: it would be closed to her.
  if (!isWithin(row, scopeOf(opened, viewer))) throw new PrescriptionForbidden();
  return store(context, input, { row, sheet, records: opened.records });
}

/** Another process stored the same sheet first: its number is not to be used up. */
class StoredAlready extends Error {}

interface Storing {
  readonly row: Prescription;
  readonly sheet: Sheet;
  readonly records: readonly string[];
}

async function store(
  context: PharmacyContext,
  input: PrescriptionInput,
  { row, sheet, records }: Storing,
): Promise<Prescription> {
  const { database, viewer } = context;
  try {
    await database.transaction(async (manager) => {
      // First of all: from here on sheets of the day are issued one after the other.
      row.number = await takeNumber(manager, row.issuedAt);
      if (await byIssuer(manager, row.institutionId, input)) throw new StoredAlready();
      await refuseLasting(manager, context, { row, sheet, records });
      await insertRows(manager, Prescription, [row]);
      await insertRows(manager, PrescriptionItem, itemRows(row.id, sheet));
      await recordStep(manager, viewer, row, { status: row.status, at: row.issuedAt, note: null });
    });
    return row;
  } catch (error) {
    if (!(error instanceof StoredAlready)) throw error;
    const stored = await byIssuer(database.read, row.institutionId, input);
    if (!stored) throw new Error('a prescription that was stored is not there');
    return stored;
  }
}

/** Another doctor may have prescribed the same for long since the sheet was looked at. */
async function refuseLasting(
  manager: EntityManager,
  { prescribing, safety }: PharmacyContext,
  { row, sheet, records }: Storing,
) {
  if (row.kind !== PrescriptionKind.LONG_TERM) return;
  const lasting = await lastingOf(manager, records, { at: row.issuedAt, prescribing });
  const found = findingsOf({ ...sheet, lasting }, { prescribing, safety });
  const blocking = found.filter(({ severity }) => severity === FindingSeverity.BLOCKING);
  if (blocking.length > 0) throw new PrescriptionRefused(blocking);
}

async function byIssuer(
  manager: EntityManager,
  institutionId: string,
  { idempotencyKey }: PrescriptionInput,
): Promise<Prescription | undefined> {
  const tail = 'WHERE `institutionId` = ? AND `idempotencyKey` = ?';
  const key = [institutionId, idempotencyKey.trim()];
  const [row] = await selectRows(manager, Prescription, tail, key);
  return row;
}
