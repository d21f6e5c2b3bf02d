import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { PageArguments } from '../patient/record.access';
import { RegisterFollowUp, RegisterMembership } from './register-membership.entity';

/** Every membership of a record, whoever keeps it. Who asks has been checked before. */
export const createMembershipLoader = (manager: EntityManager) =>
  new DataLoader<string, RegisterMembership[]>(async (patientIds) => {
    const tail = `WHERE \`patientId\` IN (${placeholders(patientIds)})`;
    const rows = await selectRows(manager, RegisterMembership, tail, patientIds);
    const byPatient = groupBy(rows, ({ patientId }) => patientId);
    return patientIds.map((id) => byPatient.get(id) ?? []);
  });

const order = [
  { column: 'on', direction: 'DESC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** The follow-ups of a membership, latest first. */
export const createFollowUpLoader = (manager: EntityManager) =>
  loadersByArguments<PageArguments, Page<RegisterFollowUp>>(async (membershipIds, asked) => {
    const request = pageRequest(asked.first, asked.after, ['text', 'text']);
    const source = { parent: 'membershipId', order } as const;
    const pages = await selectPages(manager, RegisterFollowUp, source, membershipIds, request);
    return membershipIds.map((id) =>
      toPage(pages.get(id) ?? [], request, ({ on, id: rowId }) => [on, rowId]),
    );
  });
