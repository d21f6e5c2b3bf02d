import type { Viewer } from '@lianyi/shared/auth/viewer';
import { byKey } from '@lianyi/shared/collections/by-key';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { PrescriptionReview, ReviewedPrescription } from './prescription-review.entity';
import { ReviewForbidden } from './review.errors';

export interface PageAsked {
  readonly first: number | null;
  readonly after: string | null;
}

export interface ItemsAsked extends PageAsked {
  /** Only those that nobody judged yet. */
  readonly open: boolean;
}

export interface ReviewReading {
  readonly manager: EntityManager;
  readonly viewer: Viewer;
}

const newest = [
  { column: 'year', direction: 'DESC' },
  { column: 'half', direction: 'DESC' },
] as const;
const byPlace = [{ column: 'place', direction: 'ASC' }] as const;

/** One set per request: each loader turns any number of keys into one statement. */
export const createReviewLoaders = ({ manager, viewer }: ReviewReading) => ({
  /** By id, for a pharmacist of the institution whose prescriptions are reviewed; else refused. */
  released: new DataLoader<string, PrescriptionReview>(async (ids) => {
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(await selectRows(manager, PrescriptionReview, tail, ids), ({ id }) => id);
    return ids.map((id) => {
      const row = rows.get(id);
      return row?.institutionId === viewer.institutionId ? row : new ReviewForbidden(id);
    });
  }),
  /** The reviews of an institution, newest first. */
  ofInstitution: loadersByArguments<PageAsked, Page<PrescriptionReview>>(
    async (institutionIds, { after, first }) => {
      const request = pageRequest(first, after, ['number', 'number']);
      const source = { parent: 'institutionId', order: newest } as const;
      const pages = await selectPages(manager, PrescriptionReview, source, institutionIds, request);
      return institutionIds.map((id) =>
        toPage(pages.get(id) ?? [], request, ({ half, year }) => [year, half]),
      );
    },
  ),
  /** The sheets of a review, those with findings first. */
  items: loadersByArguments<ItemsAsked, Page<ReviewedPrescription>>(
    async (reviewIds, { after, first, open }) => {
      const request = pageRequest(first, after, ['number']);
      const where = open ? '`verdict` IS NULL' : undefined;
      const source = { parent: 'reviewId', order: byPlace, where } as const;
      const pages = await selectPages(manager, ReviewedPrescription, source, reviewIds, request);
      return reviewIds.map((id) => toPage(pages.get(id) ?? [], request, ({ place }) => [place]));
    },
  ),
  /** How many sheets of a review were judged. */
  judged: new DataLoader<string, number>(async (reviewIds) => {
    const rows: { reviewId: string; judged: number | string }[] = await manager.query(
      `SELECT \`reviewId\` AS \`reviewId\`, COUNT(*) AS \`judged\` FROM \`prescription_review_item\` WHERE \`reviewId\` IN (${placeholders(reviewIds)}) AND \`verdict\` IS NOT NULL GROUP BY \`reviewId\``,
      [...reviewIds],
    );
    const counts = new Map(rows.map(({ judged, reviewId }) => [reviewId, Number(judged)]));
    return reviewIds.map((id) => counts.get(id) ?? 0);
  }),
});
