import { selectPages } from '@lianyi/shared/database/select-pages';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ReferralsContext } from '../context';
import { institutionsOf } from '../desk/institutions-of';
import { Referral, ReferralDirection } from '../referral/referral.entity';
import type { OutwardRegisterArgs } from './outward.inputs';
import { type OutwardReferral, outwardView } from './outward.view';

const newest = [
  { column: 'submittedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/**
 * Slips that lead out of the community, newest first (RF-36): of the viewer's institution; for the office of a
 * leading one, of all it leads. One statement, a walk of an index for each institution.
 */
export async function outwardReferrals(
  context: ReferralsContext,
  { period, institutionId, reasonCode, approval, first, after }: OutwardRegisterArgs,
): Promise<Page<OutwardReferral>> {
  const request = pageRequest(first, after, ['time', 'text']);
  if (period && period.end < period.start)
    throw new InvalidInput('period', 'must not end before it begins.');
  const all = await institutionsOf(context);
  const ids = institutionId == null ? all : all.filter((id) => id === institutionId);
  const conditions = [
    { sql: '`direction` = ?', values: [ReferralDirection.OUTWARD] },
    { sql: '`submittedAt` IS NOT NULL', values: [] },
    ...(period
      ? [
          {
            sql: '`submittedAt` >= ? AND `submittedAt` < ?',
            values: [startOfShanghaiDay(period.start), startOfShanghaiDay(period.end, 1)],
          },
        ]
      : []),
    ...(reasonCode == null ? [] : [{ sql: '`reasonCode` = ?', values: [reasonCode] }]),
    ...(approval == null ? [] : [{ sql: '`approval` = ?', values: [approval] }]),
  ];
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const parameters = conditions.flatMap(({ values }): (string | Date)[] => values);
  const source = { parent: 'fromInstitutionId' as const, order: newest, where, parameters };
  const pages =
    ids.length === 0
      ? new Map<string, Referral[]>()
      : await selectPages(context.manager, Referral, source, ids, request);
  const rows = [...pages.values()]
    .flat()
    .sort((one, other) => momentOf(other) - momentOf(one) || (one.id < other.id ? 1 : -1))
    .slice(0, request.first + 1);
  const page = toPage(rows, request, ({ submittedAt, id }) => [submittedAt ?? '', id]);
  return { ...page, nodes: page.nodes.map(outwardView) };
}

const momentOf = ({ submittedAt }: Referral) => submittedAt?.getTime() ?? 0;
