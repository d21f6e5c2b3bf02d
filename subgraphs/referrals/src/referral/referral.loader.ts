import type { AccessReader } from '@lianyi/shared/access/access-reader';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { byKey } from '@lianyi/shared/collections/by-key';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { isWithin, type ReferralScope, release, scopeOf, withinScope } from './referral.access';
import { Referral } from './referral.entity';
import { ReferralForbidden } from './referral.errors';
import { ReferralEvent } from './referral-event.entity';

/** Newest first; `id` makes the order total. */
export const newestFirst = [
  { column: 'createdAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

export interface ReferralReading {
  readonly manager: EntityManager;
  readonly access: AccessReader;
  readonly viewer: Viewer;
}

export interface PatientReferralsFilter {
  readonly first: number | null;
  readonly after: string | null;
  readonly scope: ReferralScope;
}

/** One set per request: each loader turns any number of keys into one statement. */
export const createReferralLoaders = (reading: ReferralReading) => ({
  /** By id, released by the access to its patient's record, else refused. */
  released: createReleasedLoader(reading),
  /** A patient's referrals, newest first; the caller holds the access the scope comes from. */
  byPatient: loadersByArguments<PatientReferralsFilter, Page<Referral>>((patientIds, filter) =>
    pagesOf(reading, patientIds, filter),
  ),
  /** The steps of a referral, in the order they were taken. */
  events: new DataLoader<string, ReferralEvent[]>((referralIds) =>
    selectByParent(
      reading.manager,
      ReferralEvent,
      { parent: 'referralId', order: '`referralId`, `step`' },
      referralIds,
    ),
  ),
});

async function pagesOf(
  { manager, access }: ReferralReading,
  patientIds: readonly string[],
  { first, after, scope }: PatientReferralsFilter,
): Promise<Page<Referral>[]> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { recordsOf } = access;
  const parent = 'patientId' as const;
  const source = { parent, order: newestFirst, recordsOf, ...withinScope(scope) };
  const pages = await selectPages(manager, Referral, source, patientIds, request);
  return patientIds.map((id) => {
    const referrals = (pages.get(id) ?? []).map((referral) => release(referral, scope));
    return toPage(referrals, request, (referral) => [referral.createdAt, referral.id]);
  });
}

function createReleasedLoader({ manager, access, viewer }: ReferralReading) {
  const open = async (id: string, referral: Referral | undefined) => {
    if (!referral) return new ReferralForbidden(id);
    try {
      const scope = scopeOf(await access.require(referral.patientId), viewer);
      return isWithin(referral, scope) ? release(referral, scope) : new ReferralForbidden(id);
    } catch (error) {
      // A refusal that names the patient would tell that the referral is there.
      if (isForbidden(error)) return new ReferralForbidden(id);
      return error instanceof Error ? error : new Error(String(error));
    }
  };
  return new DataLoader<string, Referral>(async (ids) => {
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(await selectRows(manager, Referral, tail, ids), (row) => row.id);
    return Promise.all(ids.map((id) => open(id, rows.get(id))));
  });
}

export const isForbidden = (error: unknown) =>
  error instanceof DomainError && error.code === 'FORBIDDEN';
