import type { Access } from '@lianyi/shared/access/access';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ResultsContext } from '../context';
import { isRecognizable, type JudgedResult } from '../order-check/judged-result';
import { offeredFor } from '../order-check/offered';
import { bestFor, judgeExisting } from '../order-check/order-check.service';
import { physicianOf } from '../order-check/physician';
import { scopeOf } from '../report/report.access';
import type { RecognitionDecision } from './recognition-decision.entity';
import { TreatmentNeeded } from './recognition-decision.errors';
import { checkDecision, type RecognitionDecisionInput } from './recognition-decision.inputs';
import { loadNamedResult } from './relied-result.loader';
import { type DecisionRow, storeDecision } from './store-decision.service';

/**
 * Records what a clinician decided about a result before an order: to rely on it, or to test again
 * and why (国卫医发〔2022〕6号). The physician's judgement is the standard, so what is not recognised
 * by rule may be relied on too; the decision keeps whether it could be by rule. A REPEATED that
 * names no result stands against the best there is. The same decision again is the same row; another
 * for the same patient, item, visit and day replaces it, as the clinician may think better of it
 * while the patient is there, and what it said before is kept. Refuses with INVALID_INPUT naming
 * the field, with FORBIDDEN without a basis for the whole record.
 */
export async function decideRecognition(
  context: ResultsContext,
  input: RecognitionDecisionInput,
): Promise<RecognitionDecision> {
  const { accessTo, database, decisionRules, orderRules, viewer } = context;
  checkDecision(input, decisionRules.reasons);
  if (orderRules.find(input.itemCode) === null)
    throw new InvalidInput(
      'itemCode',
      `${shownId(input.itemCode)} is no item that can be ordered.`,
    );
  // The decision is the event, not the look at what it rests on.
  const access = accessTo('DECIDE_RECOGNITION');
  const given = await access.require(input.patientId);
  // Its own old reports open them to an institution; a decision is part of treating.
  if (given.scope === 'OWN') throw new TreatmentNeeded(input.patientId);
  const wanted = { records: given.records, scope: scopeOf(given, viewer) };
  const named = await loadNamedResult(context, input, { ...wanted, itemCode: input.itemCode });
  const ground = await standingOf(context, given, input, named);
  const row = rowOf(context, input, ground);
  const stored = await database.transaction((manager) => storeDecision(manager, row, context));
  stored.showsPatient = true;
  return stored;
}

/** What a decision rests on. */
interface Ground {
  readonly result: JudgedResult | null;
  /** Whether testing would have been, or was, a repeat by rule: a panel as a whole. */
  readonly recognizable: boolean;
}

async function standingOf(
  context: ResultsContext,
  given: Access,
  { itemCode }: RecognitionDecisionInput,
  named: JudgedResult | null,
): Promise<Ground> {
  const { orderRules } = context;
  if (named !== null && orderRules.find(itemCode)?.kind === 'ITEM')
    return { result: named, recognizable: isRecognizable(named, context) };
  const existing = await judgeExisting(context, given, [itemCode]);
  return {
    result: named ?? bestFor(orderRules, itemCode, existing)[0] ?? null,
    recognizable: offeredFor(orderRules, itemCode, existing, context).length > 0,
  };
}

function rowOf(
  context: ResultsContext,
  input: RecognitionDecisionInput,
  { result, recognizable }: Ground,
): DecisionRow {
  const { decisionRules, instant, newId, viewer } = context;
  const { institutionId } = viewer;
  const { physicianId, physicianName } = physicianOf(viewer);
  const { patientId, itemCode, choice } = input;
  const day = shanghaiDay(instant);
  const relied = choice === 'RECOGNIZED';
  return {
    id: newId(),
    ...{ institutionId, patientId, itemCode, day, choice },
    encounterId: input.encounterId ?? '',
    ...{ reason: input.reason ?? null, localReason: input.localReason ?? null },
    note: input.note ?? null,
    observationId: result?.observation?.id ?? null,
    examReportId: result?.examReport?.id ?? null,
    sourceInstitutionId: result?.institutionId ?? null,
    mark: result?.recognition.mark ?? null,
    ageDays: result && Math.max(0, daysBetween(shanghaiDay(result.takenAt), day)),
    recognizable,
    costFen: relied ? decisionRules.prices(institutionId, itemCode, day) : 0,
    sensitive: context.orderRules.isSensitive(itemCode),
    department: input.department ?? null,
    ...{ physicianId, decidedBy: physicianName, decidedAt: instant },
  };
}
