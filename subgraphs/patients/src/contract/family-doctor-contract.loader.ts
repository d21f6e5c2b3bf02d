import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
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
