import { placeholders } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';

export interface RecordOfPerson {
  readonly id: string;
  readonly personId: string;
}

export interface HeldPerson {
  readonly personId: string;
  /** The ids of all her records. */
  readonly records: readonly string[];
}

/** Which records some persons have. */
export async function recordsOf(
  manager: EntityManager,
  personIds: readonly string[],
  locking = '',
): Promise<RecordOfPerson[]> {
  if (personIds.length === 0) return [];
  const sql = `SELECT \`id\`, \`personId\` FROM \`patient\` WHERE \`personId\` IN (${placeholders(personIds)})${locking}`;
  return manager.query(sql, [...personIds]);
}

/**
 * Every record of some persons, held until the commit: who changes what is counted over all
 * records of a person takes turns at it. SQLite lets one transaction write at a time anyway.
 */
export function holdPersons(
  manager: EntityManager,
  personIds: readonly string[],
): Promise<RecordOfPerson[]> {
  const sqlite = manager.connection.options.type === 'better-sqlite3';
  return recordsOf(manager, personIds, sqlite ? '' : ' FOR UPDATE');
}

/** Holds the person one of whose records this is; who was merged or parted meanwhile counts. */
export async function holdPersonOf(manager: EntityManager, patientId: string): Promise<HeldPerson> {
  for (;;) {
    const [row]: RecordOfPerson[] = await manager.query(
      'SELECT `id`, `personId` FROM `patient` WHERE `id` = ?',
      [patientId],
    );
    if (!row) return { personId: patientId, records: [patientId] };
    const records = (await holdPersons(manager, [row.personId])).map(({ id }) => id);
    // She may have become part of another person before the lock was there.
    if (records.includes(patientId)) return { personId: row.personId, records };
  }
}
