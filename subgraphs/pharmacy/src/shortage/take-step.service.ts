import type { EntityManager } from 'typeorm';
import type { SupplyTree } from '../community/supply-tree';
import type { PharmacyContext } from '../context';
import { placeOf } from './place';
import { recordShortageStep } from './record-shortage-step';
import { Shortage, ShortageStatus } from './shortage.entity';
import { ShortageStepConflict } from './shortage.errors';
import { storedShortage, type Turn } from './turn';

/** What is said with a step, and what it changes besides where the shortage stands. */
export interface Said {
  readonly note: string | null;
  readonly change?: Partial<Pick<Shortage, 'drugCode' | 'sourceInstitutionId' | 'substituteCode'>>;
  /** What is done with it, in the same transaction. */
  readonly also?: (manager: EntityManager, next: Shortage, at: Date) => Promise<void>;
}

/**
 * Takes a step. One conditional update settles it: of many at once exactly one takes it. Refuses
 * with CONFLICT naming the state where the shortage no longer stands as it was read.
 */
export async function takeShortageStep(
  context: PharmacyContext,
  turn: Turn,
  { note, change = {}, also }: Said,
): Promise<Shortage> {
  const { database, now, viewer } = context;
  const { field, shortage } = turn;
  const at = now();
  const next = nextOf(context, turn, change, at);
  await database.transaction(async (manager) => {
    if (!(await isChanged(manager, shortage, next))) {
      const there = await storedShortage(manager, shortage.id);
      throw new ShortageStepConflict(field, shortage.id, there?.status ?? shortage.status);
    }
    await also?.(manager, next, at);
    await recordShortageStep(manager, viewer, next, { at, note });
  });
  return next;
}

const ends: readonly ShortageStatus[] = [
  ...[ShortageStatus.CLOSED, ShortageStatus.SUBSTITUTED, ShortageStatus.REJECTED],
];

function nextOf(
  { shortageRules }: Pick<PharmacyContext, 'shortageRules'>,
  { shortage, transition, tree }: Turn,
  change: Partial<Shortage>,
  at: Date,
): Shortage {
  const status = transition.to;
  const received = status === ShortageStatus.RECEIVED;
  const next = Object.assign(new Shortage(), shortage, change, {
    status,
    ...{ step: shortage.step + 1, endedAt: ends.includes(status) ? at : null },
    receivedAt: received ? at : shortage.receivedAt,
    dueAt: received ? shortageRules.closeBy(at) : shortage.dueAt,
  });
  next.dutyInstitutionId = dutyOf(next, tree);
  next.place = placeOf(next);
  return next;
}

/** Whose the next step is: somebody's, until it has ended. */
function dutyOf(
  { institutionId, sourceInstitutionId, status }: Shortage,
  tree: SupplyTree,
): string | null {
  if (ends.includes(status)) return null;
  const comes = status === ShortageStatus.DISPATCHED || status === ShortageStatus.RECEIVED;
  return comes ? institutionId : (sourceInstitutionId ?? tree.supplierOf(institutionId));
}

/** Moves the shortage where it still stands as it was read; whether it did. */
async function isChanged(
  manager: EntityManager,
  { id, step }: Shortage,
  next: Shortage,
): Promise<boolean> {
  const { drugCode, dueAt, dutyInstitutionId, endedAt, place, receivedAt, status } = next;
  const { sourceInstitutionId, substituteCode } = next;
  const { affected } = await manager
    .createQueryBuilder()
    .update(Shortage)
    .set({
      drugCode,
      ...{ dueAt, dutyInstitutionId, endedAt, place, receivedAt, status },
      ...{ sourceInstitutionId, substituteCode, step: next.step },
    })
    .where('id = :id AND step = :step', { id, step })
    .execute();
  return affected === 1;
}
