import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { IdentifierSystem, PatientIdentifier } from './identifier.entity';

const places = new Map(Object.values(IdentifierSystem).map((system, place) => [system, place]));
const placeOf = ({ system }: PatientIdentifier) => places.get(system) ?? places.size;

/** A patient's numbers: national ones first, then the record numbers by institution. */
export const createIdentifierLoader = (manager: EntityManager) =>
  new DataLoader<string, PatientIdentifier[]>(async (patientIds) => {
    const tail = `WHERE \`patientId\` IN (${placeholders(patientIds)}) ORDER BY \`issuerId\`, \`blindIndex\``;
    const rows = groupBy(
      await selectRows(manager, PatientIdentifier, tail, patientIds),
      (row) => row.patientId,
    );
    return patientIds.map((id) =>
      (rows.get(id) ?? []).sort((one, other) => placeOf(one) - placeOf(other)),
    );
  });
