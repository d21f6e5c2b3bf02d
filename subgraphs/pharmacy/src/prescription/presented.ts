import { holderOf } from '@lianyi/shared/auth/holder-of';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';

/** Sheets handed to a pharmacist that may be filled, or were over at a moment or later. */
const stillOpen =
  '`prescription_presented` h CROSS JOIN `prescription` p ON p.`id` = h.`prescriptionId` WHERE h.`holder` = ? AND COALESCE(p.`endedAt`, p.`validUntil`) >= ?';

interface Asking {
  readonly manager: EntityManager;
  readonly viewer: Viewer;
  /** What was over before is open no longer. */
  readonly since: Date;
}

/** Those of the patients a sheet of whom was handed to the viewer. One statement, however many. */
export async function findPrescriptionBases(
  { manager, viewer, since }: Asking,
  patientIds: readonly string[],
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const rows: { patientId: string }[] = await manager.query(
    `SELECT DISTINCT h.\`patientId\` AS \`patientId\` FROM ${stillOpen} AND h.\`patientId\` IN (${placeholders(patientIds)}) ORDER BY 1`,
    toParameters(manager, [holderOf(viewer), since, ...patientIds]),
  );
  return rows.map(({ patientId }) => patientId);
}

/** Those of the sheets that were handed to the viewer. */
export async function presentedOf(
  { manager, viewer, since }: Asking,
  prescriptionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await manager.query(
    `SELECT p.\`id\` AS \`id\` FROM ${stillOpen} AND h.\`prescriptionId\` IN (${placeholders(prescriptionIds)})`,
    toParameters(manager, [holderOf(viewer), since, ...prescriptionIds]),
  );
  return new Set(rows.map(({ id }) => id));
}
