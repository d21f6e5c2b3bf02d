import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { RecognitionOffer } from '../order-check/recognition-offer.entity';
import type { RepeatReason } from '../recognition-decision/read-repeat-reasons';
import {
  type RecognitionChoice,
  RecognitionDecision,
} from '../recognition-decision/recognition-decision.entity';
import { type Condition, countedDecision, countedOffer, inPeriod } from './counted';
import { overseenBy } from './oversight.access';
import { checkAsked, type Days, type RecognitionFilterInput } from './statistics.inputs';

type Drilling = Pick<ResultsContext, 'community' | 'identity' | 'manager' | 'viewer'>;

export interface AskedPage {
  readonly first: number | null;
  readonly after: string | null;
}

/** Which decisions stand behind a number. */
export interface Chosen {
  readonly choice: RecognitionChoice | null;
  readonly reason: RepeatReason | null;
}

/**
 * The decisions behind a number, newest day first: those that count, without the patient and
 * without the note, which may name her; those about items flagged sensitive are left out.
 */
export async function findDecisions(
  context: Drilling,
  days: Days,
  filter: RecognitionFilterInput,
  { choice, reason }: Chosen,
  page: AskedPage,
): Promise<Page<RecognitionDecision>> {
  checkAsked(days, filter);
  const institutionIds = await overseenBy(context, filter.institutionId);
  const period = inPeriod(days, filter, true);
  const where = [
    ...[period.sql, countedDecision],
    ...(choice === null ? [] : ['`choice` = ?']),
    ...(reason === null ? [] : ['`reason` = ?']),
  ].join(' AND ');
  const parameters = [...period.parameters, ...[choice, reason].filter((one) => one !== null)];
  const condition = { sql: where, parameters };
  const found = await pageOf(context.manager, RecognitionDecision, institutionIds, condition, page);
  for (const decision of found.nodes) Object.assign(decision, { showsPatient: false, note: null });
  return found;
}

/** Offers on which nobody decided, newest day first; of items flagged sensitive none. */
export async function findUndecidedOffers(
  context: Drilling,
  days: Days,
  filter: RecognitionFilterInput,
  page: AskedPage,
): Promise<Page<RecognitionOffer>> {
  checkAsked(days, filter);
  const institutionIds = await overseenBy(context, filter.institutionId);
  const period = inPeriod(days, filter, true);
  const condition = { ...period, sql: `${countedOffer} AND ${period.sql}` };
  return pageOf(context.manager, RecognitionOffer, institutionIds, condition, page);
}

const newestDay = [
  { column: 'day', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** Each institution's rows are a walk of their index; the page is what they have in one order. */
async function pageOf<Row extends RecognitionDecision | RecognitionOffer>(
  manager: EntityManager,
  entity: new () => Row,
  institutionIds: readonly string[],
  { sql, parameters }: Condition,
  { first, after }: AskedPage,
): Promise<Page<Row>> {
  const request = pageRequest(first, after, ['text', 'text']);
  const source = {
    ...({ parent: 'institutionId', order: newestDay } as const),
    ...{ where: sql, parameters, recordsOf: () => institutionIds },
  };
  const pages = await selectPages(manager, entity, source, ['all'], request);
  return toPage(pages.get('all') ?? [], request, ({ day, id }) => [day, id]);
}
