import type { Access } from '@lianyi/shared/access/access';
import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ResultsContext } from '../context';
import { scopeOf } from '../report/report.access';
import { findExisting } from './alternatives.loader';
import { type JudgedResult, judgeResults } from './judged-result';
import { offeredFor } from './offered';
import { OrderAlternative, OrderCheckLine } from './order-check.view';
import { type Answering, type OrderRules, orderMatches } from './order-rules';
import { physicianOf } from './physician';

/** What the check needs of a request. */
export type OrderChecking = Pick<
  ResultsContext,
  | 'access'
  | 'catalogue'
  | 'instant'
  | 'items'
  | 'offers'
  | 'manager'
  | 'noteShown'
  | 'orderRules'
  | 'orderables'
  | 'verdicts'
  | 'viewer'
>;

/**
 * What already exists of a patient for items about to be ordered, one line for each code in the
 * order asked; a code asked twice has one line. Alternatives are sorted: recognised ones before
 * those that are not; then the newest by sampling or exam; of one moment the item itself before
 * an equivalent, a panel's items in its order. It advises and blocks nothing (domain rule: the
 * receiving physician's judgement is the standard), and waits for no write but the access event;
 * what was offered is counted later.
 * Refuses with INVALID_INPUT codes that are none or too many, with FORBIDDEN without a basis.
 */
export async function checkOrder(
  context: OrderChecking,
  patientId: string,
  itemCodes: readonly string[],
  department: string | null,
): Promise<OrderCheckLine[]> {
  checkOptionalText('department', department, { characters: 100 });
  const codes = checkCodes(context.orderRules, itemCodes);
  const given = await context.access.require(patientId);
  const existing = await judgeExisting(context, given, codes);
  noteOffers(context, { patientId, codes, existing, department });
  return codes.map((code) => lineOf(context, code, existing));
}

function checkCodes({ mostItems, find }: OrderRules, itemCodes: readonly string[]): string[] {
  const codes = [...new Set(itemCodes)];
  if (codes.length > mostItems)
    throw new InvalidInput('itemCodes', `must not be more than ${mostItems} items.`);
  const unknown = codes.find((code) => find(code) === null);
  if (unknown !== undefined)
    throw new InvalidInput('itemCodes', `${shownId(unknown)} is no item that can be ordered.`);
  return codes;
}

/** Every result of her to whom access was given that may answer one of the codes, with its verdict for the viewer's institution. */
export async function judgeExisting(
  context: OrderChecking,
  given: Access,
  codes: readonly string[],
): Promise<JudgedResult[]> {
  const { catalogue, orderRules, verdicts, viewer } = context;
  const answering = codes.flatMap((code) => orderRules.answering(code));
  const sought = [...new Set(answering.map(({ itemCode }) => itemCode))];
  const isLaboratory = (code: string) => catalogue.find(code)?.category === 'LABORATORY';
  const { observations, examReports } = await findExisting(context, {
    records: given.records,
    scope: scopeOf(given, viewer),
    laboratory: sought.filter(isLaboratory),
    exams: sought.filter((code) => !isLaboratory(code)),
    newest: orderRules.readOfEachItem,
  });
  return judgeResults(verdicts, observations, examReports);
}

interface ShownCheck {
  readonly patientId: string;
  readonly codes: readonly string[];
  readonly existing: readonly JudgedResult[];
  readonly department: string | null;
}

/** Has the codes counted for which a result was shown that can be relied on. */
function noteOffers(
  context: OrderChecking,
  { patientId, codes, existing, department }: ShownCheck,
) {
  const { instant, offers, orderRules, viewer } = context;
  const shown = codes.flatMap((itemCode) => {
    const [source] = offeredFor(orderRules, itemCode, existing, context);
    if (!source) return [];
    return [
      {
        institutionId: viewer.institutionId,
        ...{ patientId, itemCode, department },
        ...{ day: shanghaiDay(instant), offeredAt: instant, ...physicianOf(viewer) },
        sourceInstitutionId: source.institutionId,
        sensitive: orderRules.isSensitive(itemCode),
      },
    ];
  });
  offers.note(shown);
}

export type Candidate = JudgedResult & Answering;

function lineOf(
  context: OrderChecking,
  code: string,
  existing: readonly JudgedResult[],
): OrderCheckLine {
  const { instant, noteShown, orderRules, orderables } = context;
  const best = bestFor(orderRules, code, existing);
  for (const { report } of best) noteShown(report);
  return Object.assign(new OrderCheckLine(), {
    item: orderables(code, instant),
    alternatives: best.map((one) => toAlternative(one, instant)),
  });
}

/** The results that answer a code, best first, as many as are shown. */
export function bestFor(
  rules: OrderRules,
  code: string,
  existing: readonly JudgedResult[],
): Candidate[] {
  const isPanel = rules.find(code)?.kind === 'PANEL';
  const most = isPanel ? rules.alternativesOfEachPanelItem : rules.alternatives;
  const shown = new Map<number, number>();
  return rules
    .answering(code)
    .flatMap((answering) =>
      existing
        .filter(({ itemCode }) => itemCode === answering.itemCode)
        .map((result) => ({ ...result, ...answering })),
    )
    .sort(bestFirst)
    .filter(({ place }) => {
      const before = shown.get(place) ?? 0;
      shown.set(place, before + 1);
      return before < most;
    });
}

const isRefused = ({ recognition }: JudgedResult) => (recognition.status === 'RECOGNIZED' ? 0 : 1);

const bestFirst = (one: Candidate, other: Candidate) =>
  isRefused(one) - isRefused(other) ||
  other.takenAt.getTime() - one.takenAt.getTime() ||
  one.place - other.place ||
  orderMatches.indexOf(one.match) - orderMatches.indexOf(other.match) ||
  (one.id < other.id ? -1 : 1);

function toAlternative(candidate: Candidate, instant: Date): OrderAlternative {
  const { observation, examReport, recognition, match, takenAt } = candidate;
  const today = shanghaiDay(instant);
  const { validUntil } = recognition;
  return Object.assign(new OrderAlternative(), {
    observation,
    ...{ examReport, recognition, match },
    // A time yet to come, which the verdict calls unknown, is no age below none.
    ageDays: Math.max(0, daysBetween(shanghaiDay(takenAt), today)),
    daysLeft: validUntil === null ? null : daysBetween(today, shanghaiDay(validUntil)),
  });
}
