import { holderOf } from '@lianyi/shared/auth/holder-of';
import { hasRole } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { isLive } from './live';
import { Prescription } from './prescription.entity';
import { PrescriptionForbidden } from './prescription.errors';
import { PrescriptionPresented } from './prescription-presented.entity';

/**
 * The sheet of a number. To a pharmacist of the community who is handed one that may be filled this
 * opens that sheet, whose it is and her allergies (design section 3): from here on, until
 * some days after the sheet is over. Refuses with FORBIDDEN whoever has no basis otherwise.
 */
export async function openByNumber(
  context: PharmacyContext,
  number: string,
): Promise<Prescription> {
  const unasked = await present(context, number).then(
    () => null,
    (error: unknown) => {
      if (isUnavailable(error)) return error;
      throw error;
    },
  );
  try {
    return await context.prescriptions.byNumber.load(number);
  } catch (error) {
    // Whether it may be handed to her nobody said: that is no refusal.
    throw unasked !== null && error instanceof PrescriptionForbidden ? unasked : error;
  }
}

async function present(context: PharmacyContext, number: string) {
  const { database, now, viewer } = context;
  if (!hasRole(viewer, 'PHARMACIST')) return;
  const isShared = await sharedWith(context);
  const tail = 'WHERE `number` = ?';
  const [sheet] = await selectRows(database.read, Prescription, tail, [number]);
  const at = now();
  if (!sheet || !isLive(sheet, at) || !(await isShared(sheet.institutionId))) return;
  const handed = { prescriptionId: sheet.id, patientId: sheet.patientId, holder: holderOf(viewer) };
  await database.transaction((manager) =>
    insertRows(manager, PrescriptionPresented, [{ ...handed, at }], {
      keepOn: ['prescriptionId', 'holder'],
    }),
  );
}

/** With whom the viewer's institution shares; outside the community with nobody. */
const sharedWith = (context: PharmacyContext) =>
  sharingOf(context).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'FORBIDDEN') return async () => false;
    throw error;
  });
