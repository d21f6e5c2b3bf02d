import type { EntityManager } from 'typeorm';
import { DiagnosticRequest } from './diagnostic-request.entity';

/** `where` names its values as `:name`; columns stand without quotes. */
export interface Condition {
  readonly where: string;
  readonly [value: string]: string | Date;
}

/** Changes a request where the condition holds, in one statement (design rule 4); whether it did. */
export async function changeIf(
  manager: EntityManager,
  id: string,
  { where, ...values }: Condition,
  change: Partial<DiagnosticRequest>,
): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(DiagnosticRequest)
    .set(change)
    .where(`id = :id AND (${where})`, { ...values, id })
    .execute();
  return affected === 1;
}

/** Forgets who let a claim run out, before a request ends: it was not she who ended it. */
export const releaseLapsedClaim = (manager: EntityManager, id: string, instant: Date) =>
  changeIf(
    manager,
    id,
    { where: "status = 'CLAIMED' AND claimedUntil <= :instant", instant },
    {
      status: 'REQUESTED',
      ...{ claimHolder: null, claimHolderName: null },
      ...{ claimPractitionerId: null, claimedUntil: null },
    },
  );
