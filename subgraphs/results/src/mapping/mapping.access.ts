import type { ResultsContext } from '../context';
import { MappingForbidden } from './mapping.errors';

/** Who asks, and how the community is led. */
export type Managing = Pick<ResultsContext, 'community' | 'identity' | 'viewer'>;

/** The institutions a quality manager works for: her own, at the leading one those it leads. */
export async function managedBy({ community, identity, viewer }: Managing): Promise<string[]> {
  const { ledBy } = await community(identity);
  return [...new Set([viewer.institutionId, ...ledBy(viewer.institutionId)])];
}

/**
 * Her own institution where none is named. Refuses with FORBIDDEN one she does not work for, and
 * everybody outside the community: who is no member enters nothing here.
 */
export async function requireManaged(
  managing: Managing,
  institutionId: string | null | undefined,
): Promise<string> {
  const { community, identity, viewer } = managing;
  const asked = institutionId ?? viewer.institutionId;
  const { isOutside } = await community(identity);
  if (isOutside(viewer.institutionId) || !(await managedBy(managing)).includes(asked))
    throw new MappingForbidden(asked);
  return asked;
}
