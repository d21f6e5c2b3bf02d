import type { AccessReader } from '@lianyi/shared/access/access-reader';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { isWithin, type PrescriptionScope, scopeOf, withinScope } from './prescription.access';
import { Prescription } from './prescription.entity';
import { PrescriptionForbidden } from './prescription.errors';
import { PrescriptionItem } from './prescription-item.entity';

const newestFirst = [
  { column: 'issuedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

export interface PrescriptionReading {
  readonly manager: EntityManager;
  readonly access: AccessReader;
  readonly viewer: Viewer;
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
  items: new DataLoader<string, PrescriptionItem[]>(async (prescriptionIds) => {
    const tail = `WHERE \`prescriptionId\` IN (${placeholders(prescriptionIds)}) ORDER BY \`prescriptionId\`, \`position\``;
    const rows = await selectRows(reading.manager, PrescriptionItem, tail, prescriptionIds);
    const items = groupBy(rows, (row) => row.prescriptionId);
    return prescriptionIds.map((id) => items.get(id) ?? []);
  }),
});

async function pagesOf(
  { manager, access }: PrescriptionReading,
  patientIds: readonly string[],
  { first, after, scope }: PatientPrescriptionsFilter,
): Promise<Page<Prescription>[]> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { recordsOf } = access;
  const parent = 'patientId' as const;
  const source = { parent, order: newestFirst, recordsOf, ...withinScope(scope) };
  const pages = await selectPages(manager, Prescription, source, patientIds, request);
  return patientIds.map((id) =>
    toPage(pages.get(id) ?? [], request, (one) => [one.issuedAt, one.id]),
  );
}

function createReleasedLoader(
  { manager, access, viewer }: PrescriptionReading,
  column: 'id' | 'number',
) {
  const open = async (prescription: Prescription | undefined) => {
    if (!prescription) return new PrescriptionForbidden();
    try {
      const scope = scopeOf(await access.require(prescription.patientId), viewer);
      return isWithin(prescription, scope) ? prescription : new PrescriptionForbidden();
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
