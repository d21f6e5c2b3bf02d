import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ResultsContext } from '../context';
import { isRecognizable, type JudgedResult } from '../order-check/judged-result';
import { bestFor, judgeExisting } from '../order-check/order-check.service';
import type { OrderRules } from '../order-check/order-rules';
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
  const { access, database, decisionRules, orderRules, viewer } = context;
  checkDecision(input, decisionRules.reasons);
  if (orderRules.find(input.itemCode) === null)
    throw new InvalidInput(
      'itemCode',
      `${shownId(input.itemCode)} is no item that can be ordered.`,
    );
  const given = await access.require(input.patientId);
  // Its own old reports open them to an institution; a decision is part of treating.
  if (given.scope === 'OWN') throw new TreatmentNeeded(input.patientId);
  const wanted = { records: given.records, scope: scopeOf(given, viewer) };
  const result =
    (await loadNamedResult(context, input, { ...wanted, itemCode: input.itemCode })) ??
    (await bestOf(context, input));
  const row = rowOf(context, input, result);
  const stored = await database.transaction((manager) => storeDecision(manager, row, context));
  stored.showsPatient = true;
  return stored;
}

async function bestOf(
  context: ResultsContext,
  { patientId, itemCode }: RecognitionDecisionInput,
): Promise<JudgedResult | null> {
  const existing = await judgeExisting(context, patientId, [itemCode]);
  return bestFor(context.orderRules, itemCode, existing)[0] ?? null;
}

function rowOf(
  context: ResultsContext,
  input: RecognitionDecisionInput,
  result: JudgedResult | null,
): DecisionRow {
  const { decisionRules, instant, newId, viewer } = context;
  const { institutionId } = viewer;
  const { patientId, itemCode, choice } = input;
  const day = shanghaiDay(instant);
  const relied = choice === 'RECOGNIZED';
  return {
    ...{ id: newId(), institutionId, patientId, itemCode, day, choice },
    encounterId: input.encounterId ?? '',
    ...{ reason: input.reason ?? null, localReason: input.localReason ?? null },
    note: input.note ?? null,
    observationId: result?.observation?.id ?? null,
    examReportId: result?.examReport?.id ?? null,
    sourceInstitutionId: result?.institutionId ?? null,
    mark: result?.recognition.mark ?? null,
    ageDays: result && Math.max(0, daysBetween(shanghaiDay(result.takenAt), day)),
    recognizable: result !== null && isRecognizable(result, context),
    costFen: relied ? decisionRules.prices(institutionId, itemCode, day) : 0,
    sensitive: isSensitive(context.orderRules, context.catalogue.find, itemCode),
    department: input.department ?? null,
    ...physicianOf(viewer),
    decidedAt: instant,
  };
}

/** Who decides, as statistics tell physicians apart; names are cut to their column. */
export const physicianOf = ({ subject, name, practitionerId }: ResultsContext['viewer']) => ({
  physicianId: practitionerId ?? subject.slice(0, 200),
  decidedBy: name.slice(0, 100),
});

/** Whether an item, or one of a panel, is flagged sensitive. */
export function isSensitive(
  { find }: Pick<OrderRules, 'find'>,
  findItem: ResultsContext['catalogue']['find'],
  code: string,
): boolean {
  const found = find(code);
  if (found?.kind !== 'PANEL') return found?.item.sensitive ?? false;
  return found.panel.items.some((item) => findItem(item)?.sensitive);
}
