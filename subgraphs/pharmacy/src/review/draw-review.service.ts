import { randomBytes } from 'node:crypto';
import { drawSample } from '@lianyi/shared/collections/draw-sample';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows, storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import { type HalfYear, halfYearOf } from '@lianyi/shared/errors/check-half-year';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { PrescriptionReview, ReviewedPrescription } from './prescription-review.entity';
import { suspect } from './suspect';

/**
 * Draws the sheets of the viewer's institution that are reviewed for a half-year that is over: once, so
 * that nobody draws until the sample pleases; asked again it is the same review. Refuses with INVALID_INPUT
 * naming the field, with FORBIDDEN outside a community.
 */
export async function drawReview(
  context: PharmacyContext,
  year: number,
  half: number,
): Promise<PrescriptionReview> {
  const { database, newId, now, reviewRules, viewer } = context;
  const period = halfYearOf(year, half);
  if (now() < period.to)
    throw new InvalidInput(
      'half',
      `is over on ${shanghaiDay(period.to)}: it is drawn from then on.`,
    );
  // Only members of a community are reviewed in it.
  await sharingOf(context);
  const { institutionId, name: drawnBy } = viewer;
  const known = await reviewOf(database.read, institutionId, period);
  if (known) return known;
  const seed = randomBytes(16).toString('hex');
  const drawing = drawSample(seed, reviewRules.sheetsAHalfYear);
  const population = await offerAll(database.read, institutionId, period, drawing.offer);
  const items = await itemsOf(context, drawing.drawn());
  const review = Object.assign(new PrescriptionReview(), {
    id: newId(),
    ...{ institutionId, year, half, population, size: items.length, seed },
    ...{ drawnAt: now(), drawnBy },
  });
  return database.transaction(async (manager) => {
    await insertRows(manager, PrescriptionReview, [review], {
      keepOn: ['institutionId', 'year', 'half'],
    });
    const stored = await reviewOf(manager, institutionId, period);
    if (!stored) throw new Error('a review is not there after its insert');
    // Somebody else drew first, with the sheets of that draw.
    if (stored.id !== review.id) return stored;
    await insertRows(
      manager,
      ReviewedPrescription,
      items.map((item) => ({ ...item, reviewId: review.id })),
    );
    return stored;
  });
}

const pageSize = 1000;

interface Issued {
  readonly id: string;
  readonly issuedAt: Date | string;
}

/** Offers every sheet of the half-year, page by page of its index; how many there were. */
async function offerAll(
  manager: EntityManager,
  institutionId: string,
  { from, to }: HalfYear,
  offer: (id: string) => void,
): Promise<number> {
  let after: { readonly at: Date; readonly id: string } = { at: from, id: '' };
  for (let count = 0; ; ) {
    const rows: Issued[] = await manager.query(
      `SELECT \`id\` AS \`id\`, \`issuedAt\` AS \`issuedAt\` FROM \`prescription\` WHERE \`institutionId\` = ? AND \`issuedAt\` >= ? AND \`issuedAt\` < ? AND (\`issuedAt\` > ? OR \`id\` > ?) ORDER BY \`issuedAt\`, \`id\` LIMIT ${pageSize}`,
      toParameters(manager, [institutionId, after.at, to, after.at, after.id]),
    );
    for (const { id } of rows) offer(id);
    count += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return count;
    after = { at: storedInstant(last.issuedAt), id: last.id };
  }
}

/** The sheets that were drawn, those first that the rules have something against. */
async function itemsOf(context: PharmacyContext, drawn: readonly string[]) {
  const suspects = await suspect(context, drawn);
  const turn = new Map(drawn.map((id, at) => [id, at]));
  const inTurn = suspects.toSorted(
    (one, other) =>
      Number(one.suspected.length === 0) - Number(other.suspected.length === 0) ||
      (turn.get(one.prescription.id) ?? 0) - (turn.get(other.prescription.id) ?? 0),
  );
  return inTurn.map(({ prescription: { id: prescriptionId, prescriberId }, suspected }, at) => ({
    place: at + 1,
    ...{ prescriptionId, prescriberId, suspected },
    ...{ verdict: null, found: [], note: null, judgedBy: null, judgedAt: null, version: 0 },
  }));
}

async function reviewOf(
  manager: EntityManager,
  institutionId: string,
  { half, year }: Pick<HalfYear, 'half' | 'year'>,
): Promise<PrescriptionReview | undefined> {
  const tail = 'WHERE `institutionId` = ? AND `year` = ? AND `half` = ?';
  const [row] = await selectRows(manager, PrescriptionReview, tail, [institutionId, year, half]);
  return row;
}
