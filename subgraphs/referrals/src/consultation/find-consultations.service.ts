import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage, withoutHidden } from '@lianyi/shared/graphql/page';
import type { ReferralsContext } from '../context';
import { ReferralSide } from '../referral/worklist-filter';
import { Consultation, type ConsultationStatus } from './consultation.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';

export interface ConsultationsAsked {
  readonly side: ReferralSide;
  readonly status?: ConsultationStatus | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const newest = [
  { column: 'createdAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;
const newestAsked = [
  { column: 'createdAt', direction: 'DESC' },
  { column: 'consultationId', direction: 'DESC' },
] as const;

/**
 * What the viewer's institution asked, or is asked and did not decline, newest first. A row whose
 * patient's record is closed to her is left out, so that a page can be shorter than asked for.
 */
export async function findConsultations(
  context: ReferralsContext,
  asked: ConsultationsAsked,
): Promise<Page<Consultation>> {
  const request = pageRequest(asked.first, asked.after, ['time', 'text']);
  const rows =
    asked.side === ReferralSide.SENT
      ? await sent(context, asked, request)
      : await received(context, asked, request);
  const cursorOf = ({ createdAt, id }: Consultation) => [createdAt, id];
  const page = toPage(rows, request, cursorOf);
  const shown = await Promise.all(page.nodes.map(({ id }) => context.consultations.openOrNull(id)));
  return withoutHidden(
    page,
    shown.filter((row) => row !== null),
    cursorOf,
  );
}

type Request = ReturnType<typeof pageRequest>;

async function sent(
  { manager, viewer }: ReferralsContext,
  { status }: ConsultationsAsked,
  request: Request,
): Promise<Consultation[]> {
  const { institutionId } = viewer;
  const source = {
    ...({ parent: 'fromInstitutionId', order: newest } as const),
    ...(status == null ? {} : { where: '`status` = ?', parameters: [status] }),
  };
  const pages = await selectPages(manager, Consultation, source, [institutionId], request);
  return pages.get(institutionId) ?? [];
}

async function received(
  { manager, viewer }: ReferralsContext,
  { status }: ConsultationsAsked,
  request: Request,
): Promise<Consultation[]> {
  const { institutionId } = viewer;
  const ofStatus =
    'EXISTS (SELECT 1 FROM `consultation` c WHERE c.`id` = `consultationId` AND c.`status` = ?)';
  const conditions = ["`status` <> 'DECLINED'", ...(status == null ? [] : [ofStatus])];
  const source = {
    ...({ parent: 'institutionId', order: newestAsked } as const),
    ...{ where: conditions.join(' AND '), parameters: status == null ? [] : [status] },
  };
  const pages = await selectPages(
    manager,
    ConsultationInvitation,
    source,
    [institutionId],
    request,
  );
  const ids = (pages.get(institutionId) ?? []).map(({ consultationId }) => consultationId);
  if (ids.length === 0) return [];
  const tail = `WHERE \`id\` IN (${placeholders(ids)}) ORDER BY \`createdAt\` DESC, \`id\` DESC`;
  return selectRows(manager, Consultation, tail, ids);
}
