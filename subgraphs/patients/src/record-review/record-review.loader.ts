import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import { type Reviewer, reviewedFrom } from './record-review.access';
import { RecordReview, RecordReviewItem } from './record-review.entity';
import { RecordReviewForbidden } from './record-review.errors';
import type { ReviewedRecord } from './reviewed-record.view';
import { type Showing, showRecords } from './show-records.service';

export interface PageAsked {
  readonly first: number | null;
  readonly after: string | null;
}

export interface RecordsAsked extends PageAsked {
  /** Only those that nobody judged yet. */
  readonly open: boolean;
}

type Reading = Showing & Reviewer;

const newest = [
  { column: 'year', direction: 'DESC' },
  { column: 'half', direction: 'DESC' },
] as const;
const byPlace = [{ column: 'place', direction: 'ASC' }] as const;

/** One set per request: each loader turns any number of keys into one statement. */
export const createRecordReviewLoaders = (reading: Reading) => ({
  released: createReleased(reading),
  records: createRecords(reading),
  /** The reviews of an institution, newest first. */
  ofInstitution: loadersByArguments<PageAsked, Page<RecordReview>>(
    async (institutionIds, { after, first }) => {
      const request = pageRequest(first, after, ['number', 'number']);
      const source = { parent: 'institutionId', order: newest } as const;
      const pages = await selectPages(
        reading.manager,
        RecordReview,
        source,
        institutionIds,
        request,
      );
      return institutionIds.map((id) =>
        toPage(pages.get(id) ?? [], request, ({ half, year }) => [year, half]),
      );
    },
  ),
  /** How many records of a review were judged. */
  judged: new DataLoader<string, number>(async (reviewIds) => {
    const rows: { reviewId: string; judged: number | string }[] = await reading.manager.query(
      `SELECT \`reviewId\` AS \`reviewId\`, COUNT(*) AS \`judged\` FROM \`record_review_item\` WHERE \`reviewId\` IN (${placeholders(reviewIds)}) AND \`grade\` IS NOT NULL GROUP BY \`reviewId\``,
      [...reviewIds],
    );
    const counts = new Map(rows.map(({ judged, reviewId }) => [reviewId, Number(judged)]));
    return reviewIds.map((id) => counts.get(id) ?? 0);
  }),
});

/** Reviews by id, where the viewer's institution reviews them; else refused. */
const createReleased = (reading: Reading) =>
  new DataLoader<string, RecordReview>(async (ids) => {
    const reached = await reviewedFrom(reading);
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(await selectRows(reading.manager, RecordReview, tail, ids), ({ id }) => id);
    return ids.map((id) => {
      const row = rows.get(id);
      return row && reached.includes(row.institutionId) ? row : new RecordReviewForbidden(id);
    });
  });

/** The records of reviews, those with findings first; a page is shorter where one is closed by now. */
const createRecords = (reading: Reading) =>
  loadersByArguments<RecordsAsked, Page<ReviewedRecord>>(
    async (reviewIds, { after, first, open }) => {
      const request = pageRequest(first, after, ['number']);
      const where = open ? '`grade` IS NULL' : undefined;
      const source = { parent: 'reviewId', order: byPlace, where } as const;
      const { manager } = reading;
      const rows = await selectPages(manager, RecordReviewItem, source, reviewIds, request);
      const pages = reviewIds.map((id) =>
        toPage(rows.get(id) ?? [], request, ({ place }) => [place]),
      );
      const items = pages.flatMap(({ nodes }) => nodes);
      const shown = groupBy(await showRecords(reading, items), ({ reviewId }) => reviewId);
      return pages.map(({ pageInfo }, at) => ({
        pageInfo,
        nodes: shown.get(reviewIds[at] ?? '') ?? [],
      }));
    },
  );
