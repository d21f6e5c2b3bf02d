import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PharmacyContext } from '../context';
import { institutionsOf } from './institutions-of';

/** The institutions of a viewer's list, or the one asked for. Refuses another with INVALID_INPUT. */
export async function listedInstitutions(
  context: Pick<PharmacyContext, 'supply' | 'viewer'>,
  asked: string | null | undefined,
): Promise<readonly string[]> {
  const ids = await institutionsOf(context);
  if (asked == null) return ids;
  if (!ids.includes(asked))
    throw new InvalidInput('institutionId', 'is none this institution supplies.');
  return [asked];
}
