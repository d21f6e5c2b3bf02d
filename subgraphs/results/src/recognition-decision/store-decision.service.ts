import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { offerKey, RecognitionOffer } from '../order-check/recognition-offer.entity';
import { decisionKey, RecognitionDecision, ReplacedDecision } from './recognition-decision.entity';

/** A decision as it is stored: everything but what is only shown. */
export type DecisionRow = Omit<
  RecognitionDecision,
  'showsPatient' | 'patient' | 'institution' | 'source' | 'costAvoided'
>;

/** What is said again where a decision is the same. */
const said = [
  'choice',
  'reason',
  'localReason',
  'note',
  'observationId',
  'examReportId',
  'department',
] as const;

const where = (columns: readonly string[]) =>
  `WHERE ${columns.map((column) => `\`${column}\` = ?`).join(' AND ')}`;
const keyOf = (row: DecisionRow) => decisionKey.map((column) => row[column]);

/**
 * Stores a decision within a transaction, and marks its offer as answered. The unique index makes
 * one row of however many calls, locked until the commit. The same decision again changes nothing;
 * another takes its place, and what stood there before is kept.
 */
export async function storeDecision(
  manager: EntityManager,
  row: DecisionRow,
  { newId, now }: { newId: () => string; now: () => Date },
): Promise<RecognitionDecision> {
  await insertRows(manager, RecognitionDecision, [row], { keepOn: decisionKey });
  const stored = await find(manager, row);
  await answerOffer(manager, row, newId());
  if (stored.id === row.id || said.every((field) => stored[field] === row[field])) return stored;
  const { showsPatient, ...content } = stored;
  const replaced = { id: newId(), decisionId: stored.id, replacedAt: now(), content };
  await insertRows(manager, ReplacedDecision, [replaced]);
  await manager.update(RecognitionDecision, { id: stored.id }, { ...row, id: stored.id });
  return find(manager, row);
}

async function find(manager: EntityManager, row: DecisionRow): Promise<RecognitionDecision> {
  const [stored] = await selectRows(manager, RecognitionDecision, where(decisionKey), keyOf(row));
  if (!stored) throw new Error(`no row for decision ${row.id} after its insert`);
  return stored;
}

/** An offer that is written only now, or that comes later, is answered all the same. */
async function answerOffer(manager: EntityManager, row: DecisionRow, id: string) {
  const offer = {
    id,
    ...{ institutionId: row.institutionId, patientId: row.patientId, itemCode: row.itemCode },
    ...{ day: row.day, answered: true, sourceInstitutionId: row.sourceInstitutionId },
    ...{ sensitive: row.sensitive, department: row.department, physicianId: row.physicianId },
    ...{ physicianName: row.decidedBy, offeredAt: row.decidedAt },
  };
  await insertRows(manager, RecognitionOffer, [offer], { keepOn: offerKey });
  await manager.query(`UPDATE \`recognition_offer\` SET \`answered\` = 1 ${where(offerKey)}`, [
    ...offerKey.map((column) => offer[column]),
  ]);
}
