import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { Consortium } from '../consortium/consortium.entity';
import { takeInstitutionTurn } from '../consortium/institution-turn.service';
import { ledConsortium } from '../consortium/led-consortium.service';
import { tellConsortium } from '../consortium/tell-consortium.service';
import type { PersonnelContext } from '../context';
import { ConsortiumAgreement, lastDayOf } from './agreement.entity';
import { AgreementDiffers, AgreementOverlaps, AlreadyRenewed } from './agreement.errors';
import { type ConsortiumAgreementInput, checkAgreement } from './agreement.inputs';

/**
 * Records what members of a consortium the viewer's institution leads agreed on. The same key is one
 * agreement. Refuses days on which another of its kind is in force, and a second one that follows
 * the same.
 */
export async function recordAgreement(
  context: PersonnelContext,
  input: ConsortiumAgreementInput,
): Promise<ConsortiumAgreement> {
  const consortium = await ledConsortium(context, input.consortiumId);
  checkAgreement(input, context.consortiumRules.agreements);
  const row = rowOf(context, input);
  const stored = await context.database.transaction(async (manager) => {
    await takeInstitutionTurn(manager, consortium.leadId);
    const others = await agreementsOf(manager, consortium);
    const same = await byKey(manager, row);
    if (same && !isSame(same, row)) throw new AgreementDiffers(same.id);
    if (same) return same;
    refuseRenewal(others, row);
    const taken = others.find((one) => one.kind === row.kind && sharesDays(one, row));
    if (taken) throw new AgreementOverlaps(taken.id);
    await insertRows(manager, ConsortiumAgreement, [row]);
    await tellAgreement(context, manager, consortium, row);
    return row;
  });
  context.agreements.of.clear(consortium.id);
  return stored;
}

/** Tells that an agreement was made or ended, within the transaction. */
export function tellAgreement(
  { now }: PersonnelContext,
  manager: EntityManager,
  consortium: Consortium,
  { id, end }: ConsortiumAgreement,
) {
  const [what, institutionId] = ['AGREEMENTS' as const, consortium.leadId];
  const change = { what, institutionId, fact: [id, end] };
  return tellConsortium(manager, consortium, change, now());
}

const agreementsOf = (manager: EntityManager, { id }: Consortium) =>
  selectRows(manager, ConsortiumAgreement, 'WHERE `consortiumId` = ? ORDER BY `start`, `id`', [id]);

async function byKey(manager: EntityManager, row: ConsortiumAgreement) {
  const tail = 'WHERE `recordedAtInstitutionId` = ? AND `idempotencyKey` = ?';
  const key = [row.recordedAtInstitutionId, row.idempotencyKey];
  return (await selectRows(manager, ConsortiumAgreement, tail, key))[0];
}

/** One that follows another is of the same kind, begins after it, and is the only one to. */
function refuseRenewal(others: readonly ConsortiumAgreement[], row: ConsortiumAgreement) {
  if (row.renewsId === null) return;
  const before = others.find(({ id }) => id === row.renewsId);
  if (before?.kind !== row.kind)
    throw new InvalidInput('renewsId', `is no ${row.kind} of the consortium.`);
  if (before.start >= row.start) throw new InvalidInput('renewsId', 'does not begin before.');
  const follows = others.find(({ renewsId }) => renewsId === row.renewsId);
  if (follows) throw new AlreadyRenewed(follows.id);
}

function sharesDays(one: ConsortiumAgreement, other: ConsortiumAgreement): boolean {
  const [last, otherLast] = [lastDayOf(one), lastDayOf(other)];
  return (last === null || other.start <= last) && (otherLast === null || one.start <= otherLast);
}

const rowOf = (
  { newId, viewer }: PersonnelContext,
  input: ConsortiumAgreementInput,
): ConsortiumAgreement =>
  Object.assign(new ConsortiumAgreement(), {
    id: newId(),
    ...{ consortiumId: input.consortiumId, kind: input.kind },
    ...{ start: input.start, plannedEnd: input.plannedEnd ?? null, end: null },
    ...{ shares: [...input.shares].sort(), items: [...(input.items ?? [])].sort() },
    renewsId: input.renewsId ?? null,
    recordedAtInstitutionId: viewer.institutionId,
    idempotencyKey: input.idempotencyKey.trim(),
  } satisfies ConsortiumAgreement);

const identity = [
  ...(['consortiumId', 'kind', 'start', 'plannedEnd', 'renewsId', 'shares', 'items'] as const),
];
const isSame = (one: ConsortiumAgreement, other: ConsortiumAgreement) =>
  identity.every((column) => String(one[column]) === String(other[column]));
