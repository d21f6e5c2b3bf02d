import { groupBy } from '@lianyi/shared/collections/group-by';
import { SealedTextUnreadable } from '@lianyi/shared/crypto/key-errors';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { PatientIdentifier } from '../identifier/identifier.entity';
import type { SealedReader } from '../keys/key-state';
import type { Known } from '../matching/decide-match';
import type { MatchingRules } from '../matching/matching-rules';
import { PatientRow } from '../patient/patient.entity';
import type { PersonBlocks } from './person-blocks';

export interface Resembling {
  /** Records that share a block or the phone with who comes in. */
  readonly ids: readonly string[];
  /** The phone is held by so many that it says nothing of whose it is. */
  readonly commonPhone: boolean;
}

/** Looks into the blocks, each by its index and no deeper than the rules say. One statement. */
export async function findResembling(
  manager: EntityManager,
  { keys, phoneIndex }: PersonBlocks,
  { rowsPerBlock }: Pick<MatchingRules, 'rowsPerBlock'>,
): Promise<Resembling> {
  const inBlock = `SELECT 0 AS \`byPhone\`, \`patientId\` AS \`id\` FROM \`patient_block\` WHERE \`key\` = ? LIMIT ${rowsPerBlock}`;
  const byPhone = `SELECT 1 AS \`byPhone\`, \`id\` FROM \`patient\` WHERE \`phoneIndex\` = ? LIMIT ${rowsPerBlock + 1}`;
  const ways = [...keys.map(() => inBlock), ...(phoneIndex === null ? [] : [byPhone])];
  if (ways.length === 0) return { ids: [], commonPhone: false };
  const sql = ways.map((way, at) => `SELECT * FROM (${way}) AS \`way${at}\``).join(' UNION ');
  const parameters = [...keys, ...(phoneIndex === null ? [] : [phoneIndex])];
  const rows: { byPhone: number; id: string }[] = await manager.query(sql, parameters);
  const commonPhone = rows.filter((row) => Number(row.byPhone) === 1).length > rowsPerBlock;
  const telling = rows.filter((row) => !commonPhone || Number(row.byPhone) === 0);
  return { ids: [...new Set(telling.map(({ id }) => id))], commonPhone };
}

/** Records as they are compared, with their own numbers: in plain, in memory only. Two statements. */
export async function loadKnown(
  manager: EntityManager,
  cipher: Pick<SealedReader, 'open'>,
  ids: readonly string[],
): Promise<Known[]> {
  if (ids.length === 0) return [];
  const list = placeholders(ids);
  const rows = await selectRows(manager, PatientRow, `WHERE \`id\` IN (${list})`, [...ids]);
  const tail = `WHERE \`patientId\` IN (${list}) AND \`claim\` = ''`;
  const held = await selectRows(manager, PatientIdentifier, tail, [...ids]);
  const numbers = groupBy(held, ({ patientId }) => patientId);
  return rows.map((row) => toKnown(cipher, row, numbers.get(row.id) ?? []));
}

/** One damaged text keeps nobody else from being registered. */
function toKnown(
  cipher: Pick<SealedReader, 'open'>,
  row: PatientRow,
  held: readonly PatientIdentifier[],
): Known {
  const { id, personId, name, gender, birthDate, address, sealedPhone } = row;
  const phone = sealedPhone === null ? null : readable(cipher, sealedPhone);
  const numbers = held.flatMap(({ system, issuerId, sealed }) => {
    const value = readable(cipher, sealed);
    return value === null ? [] : [{ system, issuerId, value }];
  });
  const damaged = numbers.length < held.length || (phone === null && sealedPhone !== null);
  const profile = { name, gender, birthDate, address, phone, numbers };
  return { id, personId, damaged, profile };
}

function readable(cipher: Pick<SealedReader, 'open'>, sealed: string): string | null {
  try {
    return cipher.open(sealed);
  } catch (error) {
    if (error instanceof SealedTextUnreadable) return null;
    throw error;
  }
}
