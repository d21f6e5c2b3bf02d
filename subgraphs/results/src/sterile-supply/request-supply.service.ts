import { createHash } from 'node:crypto';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { requireCenterOf } from '../community/require-member';
import type { ResultsContext } from '../context';
import { urgencies } from '../diagnostic-request/diagnosis-words';
import { SterileSupplyRequest, SterileSupplyStatus } from './sterile-supply.entity';
import { SterileSupplyDiffers } from './sterile-supply.errors';
import { checkSterileSupply, type SterileSupplyInput } from './sterile-supply.inputs';

/**
 * Asks a centre of the community for packs. The sender's id makes one request of however many are
 * sent; the same id with other content is CONFLICT. Refuses with INVALID_INPUT naming the field.
 */
export async function requestSterileSupply(
  context: Pick<
    ResultsContext,
    'database' | 'newId' | 'now' | 'positions' | 'sterileSupply' | 'viewer'
  >,
  input: SterileSupplyInput,
): Promise<SterileSupplyRequest> {
  checkSterileSupply(input);
  const { database, newId, now, positions, sterileSupply, viewer } = context;
  await requireCenterOf(positions, viewer.institutionId, input.centerId);
  const { centerId, sourceId, pack, quantity } = input;
  const [urgency, requestedAt] = [input.urgency ?? 'ROUTINE', now()];
  const content = JSON.stringify([centerId, pack, quantity, urgency]);
  const asked = {
    id: newId(),
    ...{ fromInstitutionId: viewer.institutionId, centerId, sourceId, pack, quantity },
    ...{ urgency, urgencyRank: urgencies.indexOf(urgency), requestedAt },
    dueAt: sterileSupply.dueAt(urgency, requestedAt),
    status: SterileSupplyStatus.REQUESTED,
    digest: createHash('sha256').update(content).digest('hex'),
  };
  const stored = await database.transaction(async (manager) => {
    await insertRows(manager, SterileSupplyRequest, [asked], {
      keepOn: ['fromInstitutionId', 'sourceId'],
    });
    const tail = 'WHERE `fromInstitutionId` = ? AND `sourceId` = ?';
    const key = [viewer.institutionId, sourceId];
    const [row] = await selectRows(manager, SterileSupplyRequest, tail, key);
    if (!row) throw new Error(`no row for request ${asked.id} after its insert`);
    return row;
  });
  if (stored.digest !== asked.digest) throw new SterileSupplyDiffers(sourceId, stored.id);
  return stored;
}
