import type { AccessReader } from '@lianyi/shared/access/access-reader';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import type { PageArguments, RecordScope } from '../patient/record.access';
import { Condition } from './condition.entity';

const order = [
  { column: 'recordedAt', direction: 'DESC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** A patient's conditions within a scope, newest first. */
export const createConditionLoader = (
  manager: EntityManager,
  { recordsOf }: Pick<AccessReader, 'recordsOf'>,
) =>
  loadersByArguments<RecordScope & PageArguments, Page<Condition>>(async (patientIds, asked) => {
    const request = pageRequest(asked.first, asked.after, ['time', 'text']);
    const own = asked.institutionId === null ? [] : [asked.institutionId];
    const conditions = [
      ...own.map(() => '`institutionId` = ?'),
      ...(asked.sensitive ? [] : ['`sensitive` = 0']),
    ];
    const where = conditions.join(' AND ') || undefined;
    const source = { parent: 'patientId', order, where, parameters: own, recordsOf } as const;
    const pages = await selectPages(manager, Condition, source, patientIds, request);
    return patientIds.map((id) =>
      toPage(pages.get(id) ?? [], request, (row) => [row.recordedAt, row.id]),
    );
  });
