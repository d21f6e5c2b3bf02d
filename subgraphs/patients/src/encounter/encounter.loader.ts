import type { AccessReader } from '@lianyi/shared/access/access-reader';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import type { PageArguments, RecordScope } from '../patient/record.access';
import { Encounter } from './encounter.entity';

const order = [
  { column: 'startedAt', direction: 'DESC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** Codes that only the treating side may know. */
export type IsSensitive = (code: string) => boolean;

/** An encounter without the diagnoses a scope hides; the visit itself stays. */
export const withoutSensitive = (encounter: Encounter, isSensitive: IsSensitive): Encounter =>
  Object.assign(new Encounter(), encounter, {
    diagnoses: encounter.diagnoses.filter(({ code }) => !isSensitive(code)),
  });

/** A patient's encounters within a scope, newest first. */
export const createEncounterLoader = (
  manager: EntityManager,
  isSensitive: IsSensitive,
  { recordsOf }: Pick<AccessReader, 'recordsOf'>,
) =>
  loadersByArguments<RecordScope & PageArguments, Page<Encounter>>(async (patientIds, asked) => {
    const request = pageRequest(asked.first, asked.after, ['time', 'text']);
    const own = asked.institutionId === null ? [] : [asked.institutionId];
    const where = own.length > 0 ? '`institutionId` = ?' : undefined;
    const source = { parent: 'patientId', order, where, parameters: own, recordsOf } as const;
    const pages = await selectPages(manager, Encounter, source, patientIds, request);
    return patientIds.map((id) => {
      const page = toPage(pages.get(id) ?? [], request, (row) => [row.startedAt, row.id]);
      if (asked.sensitive) return page;
      return { ...page, nodes: page.nodes.map((row) => withoutSensitive(row, isSensitive)) };
    });
  });
