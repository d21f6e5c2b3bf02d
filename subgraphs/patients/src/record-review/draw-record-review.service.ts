import { randomBytes } from 'node:crypto';
import { drawSample } from '@lianyi/shared/collections/draw-sample';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { type HalfYear, halfYearOf } from '@lianyi/shared/errors/check-half-year';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { fit } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import type { Encounter } from '../encounter/encounter.entity';
import { lastChanges, offerEnded } from './ended-encounters';
import { findProblems } from './find-problems';
import { openToReview, requireReviewed } from './record-review.access';
import { RecordReview, RecordReviewItem } from './record-review.entity';
import { encountersOf } from './show-records.service';

export interface ReviewAsked {
  /** Whose records; the viewer's institution, or one that it leads. */
  readonly institutionId: string;
  readonly year: number;
  readonly half: number;
}

/**
 * Draws the records of an institution that are reviewed for a half-year that is over: once, so that
 * nobody draws until the sample pleases; asked again it is the same review. It shows nothing of them.
 * Refuses with INVALID_INPUT naming the field, with FORBIDDEN out of reach.
 */
export async function drawRecordReview(
  context: PatientsContext,
  { half, institutionId, year }: ReviewAsked,
): Promise<RecordReview> {
  const { database, newId, now, viewer } = context;
  const period = halfYearOf(year, half);
  if (now() < period.to)
    throw new InvalidInput(
      'half',
      `is over on ${shanghaiDay(period.to)}: it is drawn from then on.`,
    );
  await requireReviewed(context, institutionId);
  const known = await reviewOf(database.read, institutionId, period);
  if (known) return known;
  const seed = randomBytes(16).toString('hex');
  const { population, drawn } = await drawFrom(context, institutionId, period, seed);
  const items = await itemsOf(context, drawn);
  const review = Object.assign(new RecordReview(), {
    id: newId(),
    ...{ institutionId, year, half, population, size: items.length, seed },
    ...{ drawnAt: now(), drawnBy: fit(viewer.name, 100) },
  });
  return database.transaction((manager) => storeOnce(manager, review, items));
}

/** Of two who draw at once the records of the first are kept. */
async function storeOnce(
  manager: EntityManager,
  review: RecordReview,
  items: readonly Omit<RecordReviewItem, 'reviewId'>[],
): Promise<RecordReview> {
  await insertRows(manager, RecordReview, [review], {
    keepOn: ['institutionId', 'year', 'half'],
  });
  const stored = await reviewOf(manager, review.institutionId, review);
  if (!stored) throw new Error('a review is not there after its insert');
  if (stored.id !== review.id) return stored;
  await insertRows(
    manager,
    RecordReviewItem,
    items.map((item) => ({ ...item, reviewId: review.id })),
  );
  return stored;
}

/** Twice as many are drawn as are kept: in place of those whose patients closed their records come the next. */
async function drawFrom(
  { database, isSensitive, recordReviewRules }: PatientsContext,
  institutionId: string,
  period: HalfYear,
  seed: string,
) {
  const { recordsAHalfYear: size } = recordReviewRules;
  const drawing = drawSample(seed, 2 * size);
  const source = { institutionId, period, isSensitive };
  const population = await offerEnded(database.read, source, drawing.offer);
  const ids = drawing.drawn();
  const turn = new Map(ids.map((id, at) => [id, at]));
  const encounters = await encountersOf(database.read, ids);
  const open = await openToReview(database.read, isSensitive, encounters, institutionId);
  const inTurn = open.toSorted((one, other) => (turn.get(one.id) ?? 0) - (turn.get(other.id) ?? 0));
  return { population, drawn: inTurn.slice(0, size) };
}

/** The records that were drawn, those first that the rules have something against. */
async function itemsOf(
  { database, patients, recordReviewRules }: PatientsContext,
  drawn: readonly Encounter[],
) {
  const ids = drawn.map(({ id }) => id);
  const changes = await lastChanges(database.read, ids);
  const people = await Promise.all(drawn.map(({ patientId }) => patients.load(patientId)));
  const records = drawn.map((encounter, at) => {
    const [gender, changedAt] = [people[at]?.gender ?? null, changes.get(encounter.id) ?? null];
    const { practitionerId, version: encounterVersion } = encounter;
    return {
      encounterId: encounter.id,
      ...{ encounterVersion, practitionerId: practitionerId ?? '' },
      suspected: findProblems({ ...encounter, gender, changedAt }, recordReviewRules),
    };
  });
  const inTurn = records.toSorted(
    (one, other) => Number(one.suspected.length === 0) - Number(other.suspected.length === 0),
  );
  return inTurn.map((record, at) => ({
    ...record,
    ...{ place: at + 1, version: 0 },
    ...{ grade: null, score: null, found: [], note: null, judgedBy: null, judgedAt: null },
  }));
}

async function reviewOf(
  manager: EntityManager,
  institutionId: string,
  { half, year }: Pick<HalfYear, 'half' | 'year'>,
): Promise<RecordReview | undefined> {
  const tail = 'WHERE `institutionId` = ? AND `year` = ? AND `half` = ?';
  const [row] = await selectRows(manager, RecordReview, tail, [institutionId, year, half]);
  return row;
}
