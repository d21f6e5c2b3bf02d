import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage, withoutHidden } from '@lianyi/shared/graphql/page';
import type { ReferralsContext } from '../context';
import { ReferralSide } from '../referral/worklist-filter';
import { Consultation, ConsultationStatus } from './consultation.entity';
import type { ConsultationFilter } from './consultation.inputs';
import { ConsultationInvitation } from './consultation-invitation.entity';

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
  asked: ConsultationFilter,
): Promise<Page<Consultation>> {
  const request = pageRequest(asked.first, asked.after, ['time', 'text']);
  const find = asked.side === ReferralSide.SENT ? sent : received;
  const rows = await find(context, conditionsOf(asked, context.now()), request);
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

/** Conditions on a consultation `c`, and on the answers `w` that it waits for. */
interface Conditions {
  readonly ofConsultation: string;
  readonly parameters: readonly (string | Date)[];
  /** Answers that were due before this moment; null: whether any waits or not. */
  readonly dueBefore: Date | null;
}

const live = `c.\`status\` = '${ConsultationStatus.REQUESTED}' AND c.\`openUntil\` > ?`;
const waits = "w.`status` IN ('INVITED', 'ACCEPTED') AND w.`dueAt` < ?";

function conditionsOf({ overdue, status }: ConsultationFilter, now: Date): Conditions {
  const stands = {
    [ConsultationStatus.REQUESTED]: { sql: live, value: now },
    [ConsultationStatus.EXPIRED]: { sql: live.replace('>', '<='), value: now },
    [ConsultationStatus.CLOSED]: { sql: 'c.`status` = ?', value: ConsultationStatus.CLOSED },
    [ConsultationStatus.CANCELLED]: { sql: 'c.`status` = ?', value: ConsultationStatus.CANCELLED },
  };
  const wanted = [
    ...(status == null ? [] : [stands[status]]),
    // What is over is nobody's duty any more.
    ...(overdue ? [stands[ConsultationStatus.REQUESTED]] : []),
  ];
  return {
    ofConsultation: wanted.map(({ sql }) => sql).join(' AND '),
    parameters: wanted.map(({ value }) => value),
    dueBefore: overdue ? now : null,
  };
}

async function sent(
  { manager, viewer }: ReferralsContext,
  { dueBefore, ofConsultation, parameters }: Conditions,
  request: Request,
): Promise<Consultation[]> {
  const { institutionId } = viewer;
  const own = 'EXISTS (SELECT 1 FROM `consultation` c WHERE c.`id` = `consultation`.`id` AND';
  const late =
    'EXISTS (SELECT 1 FROM `consultation_invitation` w WHERE w.`consultationId` = `consultation`.`id` AND';
  const where = [
    ...(ofConsultation ? [`${own} ${ofConsultation})`] : []),
    ...(dueBefore ? [`${late} ${waits})`] : []),
  ].join(' AND ');
  const source = {
    ...({ parent: 'fromInstitutionId', order: newest } as const),
    ...{ where, parameters: [...parameters, ...(dueBefore ? [dueBefore] : [])] },
  };
  const pages = await selectPages(manager, Consultation, source, [institutionId], request);
  return pages.get(institutionId) ?? [];
}

const sameAsker =
  'w.`consultationId` = `consultation_invitation`.`consultationId` AND w.`institutionId` = `consultation_invitation`.`institutionId`';
/** Several departments may be asked: the first of them stands for the consultation. */
const isFirst = `NOT EXISTS (SELECT 1 FROM \`consultation_invitation\` w WHERE ${sameAsker} AND w.\`status\` <> 'DECLINED' AND w.\`departmentName\` < \`consultation_invitation\`.\`departmentName\`)`;

async function received(
  { manager, viewer }: ReferralsContext,
  { dueBefore, ofConsultation, parameters }: Conditions,
  request: Request,
): Promise<Consultation[]> {
  const { institutionId } = viewer;
  const of =
    'EXISTS (SELECT 1 FROM `consultation` c WHERE c.`id` = `consultation_invitation`.`consultationId` AND';
  const where = [
    ...["`status` <> 'DECLINED'", isFirst],
    ...(ofConsultation ? [`${of} ${ofConsultation})`] : []),
    ...(dueBefore
      ? [`EXISTS (SELECT 1 FROM \`consultation_invitation\` w WHERE ${sameAsker} AND ${waits})`]
      : []),
  ].join(' AND ');
  const source = {
    ...({ parent: 'institutionId', order: newestAsked } as const),
    ...{ where, parameters: [...parameters, ...(dueBefore ? [dueBefore] : [])] },
  };
  const asked = [institutionId];
  const pages = await selectPages(manager, ConsultationInvitation, source, asked, request);
  const ids = (pages.get(institutionId) ?? []).map(({ consultationId }) => consultationId);
  if (ids.length === 0) return [];
  const tail = `WHERE \`id\` IN (${placeholders(ids)}) ORDER BY \`createdAt\` DESC, \`id\` DESC`;
  return selectRows(manager, Consultation, tail, ids);
}
