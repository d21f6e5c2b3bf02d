import { createHash } from 'node:crypto';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { recordEvents } from '@lianyi/shared/events/record-events';
import { type EntityManager, IsNull } from 'typeorm';
import type { ResultsContext } from '../context';
import { managedBy, requireManaged } from '../mapping/mapping.access';
import { QualityRecord } from './quality.entity';
import { QualityRecordNotFound, RoundContradicted } from './quality.errors';
import { checkQualityRecord, type QualityRecordInput } from './quality.inputs';

/**
 * Enters a round of external assessment. Rounds of one mark may overlap: the latest in force
 * decides. The same round again is the same answer; with another outcome, end or assessor it is
 * refused, naming the field. Refuses with INVALID_INPUT what no round can be, with FORBIDDEN
 * another institution's.
 */
export async function recordQuality(
  context: ResultsContext,
  input: QualityRecordInput,
): Promise<QualityRecord> {
  checkQualityRecord(input, context.catalogue);
  await requireManaged(context, input.institutionId);
  const { database, newId, now, quality, viewer } = context;
  const round = { ...input, mark: input.mark.trim(), assessor: input.assessor.trim() };
  const fresh = {
    ...round,
    ...{ id: newId(), roundKey: keyOf(round), recordedAt: now() },
    ...{ recordedBy: viewer.name, recorderSubject: viewer.subject },
  };
  const record = await database.transaction(async (manager) => {
    const known = await standingRound(manager, round);
    if (known) return known;
    await insertRows(manager, QualityRecord, [fresh], { keepOn: ['roundKey'] });
    const standing = await standingRound(manager, round);
    if (standing?.id === fresh.id) await tellRound(manager, 'recorded', standing, now());
    return standing;
  });
  if (!record) throw new Error(`round ${fresh.id} is not there after its commit`);
  const differs = compared.find((field) => record[field] !== round[field]);
  if (differs) throw new RoundContradicted(differs, record.id);
  quality.clear();
  return record;
}

/** Tells, within the transaction that stores it, what became of a round. */
const tellRound = (
  manager: EntityManager,
  what: 'recorded' | 'withdrawn',
  { id: recordId, institutionId }: Pick<QualityRecord, 'id' | 'institutionId'>,
  at: Date,
) => {
  const type = `results.quality-record.${what}` as const;
  const payload = { recordId, institutionId };
  const event = { id: `${type}:${recordId}`, type, key: institutionId, payload };
  return recordEvents(manager, [event], at);
};

/** What two entries of one round must agree in. */
const compared = ['passed', 'validTo', 'assessor'] as const;

type Round = Pick<QualityRecord, 'institutionId' | 'itemCode' | 'scope' | 'mark' | 'validFrom'>;

const keyOf = ({ institutionId, itemCode, scope, mark, validFrom }: Round) =>
  createHash('sha256')
    .update(JSON.stringify([institutionId, itemCode, scope, mark, validFrom]))
    .digest('hex');

async function standingRound(manager: EntityManager, round: Round): Promise<QualityRecord | null> {
  const { institutionId, itemCode, validFrom, scope, mark } = round;
  const tail =
    'WHERE `institutionId` = ? AND `itemCode` = ? AND `validFrom` = ? AND `scope` = ? AND `mark` = ? AND `withdrawnAt` IS NULL ORDER BY `passed`, `id` LIMIT 1';
  const [found] = await selectRows(manager, QualityRecord, tail, [
    ...[institutionId, itemCode, validFrom, scope, mark],
  ]);
  return found ?? null;
}

/**
 * Takes back a round that was entered wrongly: from then on it counts no more, and what was judged
 * before can still be told. Who withdrew it first stays. Refuses with NOT_FOUND, in the same words,
 * a record of another institution and an id that is none.
 */
export async function withdrawQuality(
  context: ResultsContext,
  id: string,
  reason: string,
): Promise<QualityRecord> {
  checkText('reason', reason, { characters: 500 });
  const { database, manager, now, quality, viewer } = context;
  const [record] = await selectRows(manager, QualityRecord, 'WHERE `id` = ?', [id]);
  await requireManaged(context, null);
  const managed = await managedBy(context);
  if (!record || !managed.includes(record.institutionId)) throw new QualityRecordNotFound(id);
  const withdrawn = {
    withdrawnAt: now(),
    ...{ withdrawnBy: viewer.name, withdrawerSubject: viewer.subject },
    ...{ withdrawalReason: reason.trim(), roundKey: null },
  };
  const stored = await database.transaction(async (writing) => {
    const standing = { id, withdrawnAt: IsNull() };
    const { affected } = await writing.update(QualityRecord, standing, withdrawn);
    if (affected === 1) await tellRound(writing, 'withdrawn', record, withdrawn.withdrawnAt);
    return selectRows(writing, QualityRecord, 'WHERE `id` = ?', [id]);
  });
  quality.clear();
  return stored[0] ?? record;
}
