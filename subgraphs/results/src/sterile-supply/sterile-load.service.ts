import { insertRows } from '@lianyi/shared/database/insert-rows';
import { requireCommunity } from '../community/require-member';
import type { ResultsContext } from '../context';
import { readReason } from '../diagnostic-request/diagnostic-request.inputs';
import { findRecall, sharesOf } from './sterile-load.loader';
import type { SterileLoad } from './sterile-load.view';
import { SterileLoadRecall } from './sterile-supply.entity';
import { checkLoadNumber } from './sterile-supply.inputs';

/** A load of the viewer's centre: where it went, and whether it is recalled. */
export async function sterileLoad(
  { manager, viewer }: Pick<ResultsContext, 'manager' | 'viewer'>,
  loadNumber: string,
): Promise<SterileLoad> {
  checkLoadNumber(loadNumber);
  const { institutionId } = viewer;
  const [recall, delivered] = await Promise.all([
    findRecall(manager, institutionId, loadNumber),
    sharesOf(manager, institutionId, loadNumber),
  ]);
  return { loadNumber, recall, delivered };
}

/**
 * Recalls a load of the viewer's centre: nothing more of it is delivered, and who received some
 * sees it at the delivery. Recalled again it stays as it was first. Yields where it went.
 */
export async function recallSterileLoad(
  context: Pick<ResultsContext, 'database' | 'manager' | 'now' | 'positions' | 'viewer'>,
  loadNumber: string,
  given: string,
): Promise<SterileLoad> {
  checkLoadNumber(loadNumber);
  const { database, now, positions, viewer } = context;
  await requireCommunity(positions, viewer.institutionId);
  const reason = readReason(given);
  const recall = { centerId: viewer.institutionId, loadNumber, reason, recalledAt: now() };
  await database.transaction((manager) =>
    insertRows(manager, SterileLoadRecall, [recall], { keepOn: ['centerId', 'loadNumber'] }),
  );
  return sterileLoad(context, loadNumber);
}
