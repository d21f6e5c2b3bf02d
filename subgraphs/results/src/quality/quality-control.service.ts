import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { requireManaged } from '../mapping/mapping.access';
import { QualityControl, QualityControlCorrection } from './quality.entity';
import { checkQualityControl, type QualityControlInput } from './quality.inputs';

/**
 * Says whether an item was in control on a day, at the viewer's institution. A result made on a day
 * out of control is OUT_OF_CONTROL from then on, until it is corrected; what was said before stays
 * beside it. The same again is the same answer. Of two at once one corrects the other. Refuses
 * with INVALID_INPUT, naming the field, and with FORBIDDEN outside the community.
 */
export async function recordControl(
  context: ResultsContext,
  input: QualityControlInput,
): Promise<QualityControl> {
  const { catalogue, database, now, quality, viewer } = context;
  checkQualityControl(input, catalogue, now());
  const institutionId = await requireManaged(context, null);
  const { itemCode, day, inControl } = input;
  const said = Object.assign(new QualityControl(), {
    ...{ institutionId, itemCode, day, inControl, revision: 1 },
    ...{ note: input.note?.trim() || null, recordedAt: now() },
    ...{ recordedBy: viewer.name, recorderSubject: viewer.subject },
  });
  const stored = await database.transaction((manager) => storeControl(manager, said));
  quality.clear();
  return stored;
}

/** The insert takes the lock of the row that stands, so that corrections come one after the other. */
async function storeControl(manager: EntityManager, said: QualityControl): Promise<QualityControl> {
  const { institutionId, itemCode, day } = said;
  await insertRows(manager, QualityControl, [said], {
    keepOn: ['institutionId', 'itemCode', 'day'],
  });
  const tail = 'WHERE `institutionId` = ? AND `itemCode` = ? AND `day` = ?';
  const [standing] = await selectRows(manager, QualityControl, tail, [
    ...[institutionId, itemCode, day],
  ]);
  if (!standing) throw new Error('a control that was not stored');
  if (standing.inControl === said.inControl && standing.note === said.note) return standing;
  const { revision, recordedAt } = standing;
  const replacedAt = said.recordedAt ?? recordedAt ?? new Date(0);
  await insertRows(manager, QualityControlCorrection, [{ ...standing, revision, replacedAt }]);
  const corrected = Object.assign(said, { revision: revision + 1 });
  await manager.save(corrected);
  return corrected;
}
