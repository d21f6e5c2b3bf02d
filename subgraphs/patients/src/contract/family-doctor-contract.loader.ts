import type { AccessReader } from '@lianyi/shared/access/access-reader';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { PageArguments, RecordScope } from '../patient/record.access';
import { FamilyDoctorContract } from './family-doctor-contract.entity';

/** The contract in force on a calendar day; null where there is none. */
export const createContractLoader = (manager: EntityManager, day: string) =>
  new DataLoader<string, FamilyDoctorContract | null>(async (patientIds) => {
    const tail = `WHERE \`patientId\` IN (${placeholders(patientIds)}) AND \`start\` <= ? AND (\`end\` IS NULL OR \`end\` >= ?) ORDER BY \`start\`, \`id\``;
    const rows = await selectRows(manager, FamilyDoctorContract, tail, [...patientIds, day, day]);
    // Ordered by their start: of two the later stays in the map.
    const active = new Map(rows.map((row) => [row.patientId, row]));
    return patientIds.map((id) => active.get(id) ?? null);
  });

const order = [
  { column: 'start', direction: 'DESC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** A patient's contracts within a scope, the latest first. */
export const createContractHistoryLoader = (
  manager: EntityManager,
  { recordsOf }: Pick<AccessReader, 'recordsOf'>,
) =>
  loadersByArguments<
    Pick<RecordScope, 'institutionId'> & PageArguments,
    Page<FamilyDoctorContract>
  >(async (patientIds, asked) => {
    const request = pageRequest(asked.first, asked.after, ['text', 'text']);
    const own = asked.institutionId === null ? [] : [asked.institutionId];
    const where = own.length > 0 ? '`institutionId` = ?' : undefined;
    const source = { parent: 'patientId', order, where, parameters: own, recordsOf } as const;
    const pages = await selectPages(manager, FamilyDoctorContract, source, patientIds, request);
    return patientIds.map((id) =>
      toPage(pages.get(id) ?? [], request, ({ start, id: rowId }) => [start, rowId]),
    );
  });
