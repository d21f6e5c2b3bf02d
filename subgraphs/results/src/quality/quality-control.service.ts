import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
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
    institutionId,
    ...{ itemCode, day, inControl, revision: 1 },
    ...{ note: input.note?.trim() || null, recordedAt: now() },
    ...{ recordedBy: viewer.name, recorderSubject: viewer.subject },
  });
  const stored = await database.transaction((manager) => storeControl(manager, said));
  quality.clear();
  return stored;
}

/** The insert takes the lock of the row that stands, so that corrections come one after the other. */
async function storeControl(manager: EntityManager, said: QualityControl): Promise<QualityControl> {
  const known = await standingControl(manager, said);
  await insertRows(manager, QualityControl, [said], {
    keepOn: ['institutionId', 'itemCode', 'day'],
  });
  const standing = await standingControl(manager, said);
  if (!standing) throw new Error('a control that was not stored');
  if (standing.inControl === said.inControl && standing.note === said.note) {
    if (!known) await tellControl(manager, standing);
    return standing;
  }
  const { revision, recordedAt } = standing;
  const replacedAt = said.recordedAt ?? recordedAt ?? new Date(0);
  await insertRows(manager, QualityControlCorrection, [{ ...standing, revision, replacedAt }]);
  const corrected = Object.assign(said, { revision: revision + 1 });
  await manager.save(corrected);
  await tellControl(manager, corrected);
  return corrected;
}

async function standingControl(
  manager: EntityManager,
  { institutionId, itemCode, day }: QualityControl,
): Promise<QualityControl | undefined> {
  const tail = 'WHERE `institutionId` = ? AND `itemCode` = ? AND `day` = ?';
  const key = [institutionId, itemCode, day];
  return (await selectRows(manager, QualityControl, tail, key))[0];
}

/** Tells, within the transaction that stores it, what is said of a day; of each revision once. */
async function tellControl(
  manager: EntityManager,
  { institutionId, itemCode, day, revision, recordedAt }: QualityControl,
) {
  const type = 'results.quality-control.recorded';
  const id = [type, institutionId, itemCode, day, revision].join(':');
  const payload = { institutionId, itemCode, day, revision };
  const event = { id, type, key: institutionId, payload } as const;
  await recordEvents(manager, [event], recordedAt ?? new Date(0));
}
