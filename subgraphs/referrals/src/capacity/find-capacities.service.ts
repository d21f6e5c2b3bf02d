import { selectPages } from '@lianyi/shared/database/select-pages';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { PeriodInput } from '@lianyi/shared/graphql/period';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ReferralsContext } from '../context';
import { Capacity, type CapacityKind } from './capacity.entity';
import { sharingOf } from './sharing';

const byTime = [
  { column: 'startsAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

export interface CapacitiesAsked {
  readonly institutionId: string;
  readonly kind?: CapacityKind | null | undefined;
  readonly period: PeriodInput;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** What an institution of the viewer's consortia offers, by time; nothing of any other one. */
export async function findCapacities(
  context: ReferralsContext,
  { institutionId, kind, period, first, after }: CapacitiesAsked,
): Promise<Page<Capacity>> {
  const { manager } = context;
  if (period.end < period.start) throw new InvalidInput('period', 'ends before it starts.');
  const request = pageRequest(first, after, ['time', 'text']);
  const share = await sharingOf(context);
  if (!(await share(institutionId)))
    throw new InvalidInput('institutionId', 'is no member of this institution’s community.');
  const days = [startOfShanghaiDay(period.start), startOfShanghaiDay(period.end, 1)];
  const source = {
    ...({ parent: 'institutionId', order: byTime } as const),
    where: `\`startsAt\` >= ? AND \`startsAt\` < ?${kind ? ' AND `kind` = ?' : ''}`,
    parameters: kind ? [...days, kind] : days,
  };
  const pages = await selectPages(manager, Capacity, source, [institutionId], request);
  return toPage(pages.get(institutionId) ?? [], request, ({ startsAt, id }) => [startsAt, id]);
}
