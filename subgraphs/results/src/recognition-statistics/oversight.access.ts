import type { ResultsContext } from '../context';
import { OversightForbidden } from './statistics.errors';

/** Who asks, and how the community is led. */
export type Overseeing = Pick<ResultsContext, 'community' | 'identity' | 'viewer'>;

/** Roles that oversee recognition: numbers, and rows that name no patient (design section 3). */
export const overseers = ['QUALITY_MANAGER', 'COMMUNITY_OFFICE'] as const;

/**
 * The institutions whose numbers a viewer may see: her own, at the leading one those it leads; or
 * the one she asks for. Refuses with FORBIDDEN one that is none of them.
 */
export async function overseenBy(
  { community, identity, viewer }: Overseeing,
  asked: string | null | undefined,
): Promise<string[]> {
  const own = viewer.institutionId;
  if (asked === own) return [own];
  const all = [...new Set([own, ...(await community(identity)).ledBy(own)])];
  if (asked == null) return all;
  if (!all.includes(asked)) throw new OversightForbidden(asked);
  return [asked];
}
