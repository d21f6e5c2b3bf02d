import type { Access } from '@lianyi/shared/access/access';
import type { AccessReader } from '@lianyi/shared/access/access-reader';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { byKey } from '@lianyi/shared/collections/by-key';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { isWithin, type PrescriptionScope, scopeOf, withinScope } from './prescription.access';
import { Prescription } from './prescription.entity';
import { PrescriptionForbidden } from './prescription.errors';
import { PrescriptionEvent } from './prescription-event.entity';
import { PrescriptionItem } from './prescription-item.entity';
import { presentedOf } from './presented';

const newestFirst = [
  { column: 'issuedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

export interface PrescriptionReading {
  readonly manager: EntityManager;
  readonly access: AccessReader;
  readonly viewer: Viewer;
  /** From when on a sheet that is over is still open to the pharmacist it was handed to. */
  readonly presentedSince: () => Date;
}

export interface PatientPrescriptionsFilter {
  readonly first: number | null;
  readonly after: string | null;
  readonly scope: PrescriptionScope;
}

/** One set per request: each loader turns any number of keys into one statement. */
export const createPrescriptionLoaders = (reading: PrescriptionReading) => ({
  /** By id, released by the access to its patient's record, else refused. */
  byId: createReleasedLoader(reading, 'id'),
  /** By the number on the sheet, released likewise. */
  byNumber: createReleasedLoader(reading, 'number'),
  /** A patient's prescriptions, newest first; the caller holds the access the scope comes from. */
  byPatient: loadersByArguments<PatientPrescriptionsFilter, Page<Prescription>>(
    (patientIds, filter) => pagesOf(reading, patientIds, filter),
  ),
  /** The lines of a prescription, as on the sheet. */
  items: new DataLoader<string, PrescriptionItem[]>((prescriptionIds) =>
    selectByParent(
      reading.manager,
      PrescriptionItem,
      { parent: 'prescriptionId', order: '`prescriptionId`, `position`' },
      prescriptionIds,
    ),
  ),
  /** Its steps, in the order they were taken. */
  events: new DataLoader<string, PrescriptionEvent[]>((prescriptionIds) =>
    selectByParent(
      reading.manager,
      PrescriptionEvent,
      { parent: 'prescriptionId', order: '`prescriptionId`, `step`' },
      prescriptionIds,
    ),
  ),
});

async function pagesOf(
  { manager, access, presentedSince }: PrescriptionReading,
  patientIds: readonly string[],
  { first, after, scope }: PatientPrescriptionsFilter,
): Promise<Page<Prescription>[]> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { recordsOf } = access;
  const parent = 'patientId' as const;
  const source = { parent, order: newestFirst, recordsOf, ...withinScope(scope, presentedSince()) };
  const pages = await selectPages(manager, Prescription, source, patientIds, request);
  return patientIds.map((id) =>
    toPage(pages.get(id) ?? [], request, (one) => [one.issuedAt, one.id]),
  );
}

function createReleasedLoader(
  { manager, access, viewer, presentedSince }: PrescriptionReading,
  column: 'id' | 'number',
) {
  const handed = new DataLoader<string, boolean>(
    async (ids) => {
      const since = presentedSince();
      const presented = await presentedOf({ manager, viewer, since }, ids);
      return ids.map((id) => presented.has(id));
    },
    // A sheet may be handed to her while the request lasts.
    { cache: false },
  );
  const isOpen = async (sheet: Prescription, opened: Access) => {
    const scope = scopeOf(opened, viewer);
    if (isWithin(sheet, scope)) return true;
    // Of other institutions' a sheet that was presented opens itself, and no other.
    const reached = isWithin(sheet, { ...scope, institutionId: null });
    return reached && scope.holder !== null && handed.load(sheet.id);
  };
  const open = async (prescription: Prescription | undefined) => {
    if (!prescription) return new PrescriptionForbidden();
    try {
      const opened = await access.require(prescription.patientId);
      return (await isOpen(prescription, opened)) ? prescription : new PrescriptionForbidden();
    } catch (error) {
      // A refusal that names the patient would tell that the prescription is there.
      if (error instanceof DomainError && error.code === 'FORBIDDEN')
        return new PrescriptionForbidden();
      return error instanceof Error ? error : new Error(String(error));
    }
  };
  return new DataLoader<string, Prescription>(async (keys) => {
    const tail = `WHERE \`${column}\` IN (${placeholders(keys)})`;
    const rows = byKey(await selectRows(manager, Prescription, tail, keys), (row) => row[column]);
    return Promise.all(keys.map((key) => open(rows.get(key))));
  });
}
