import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { SealedReader } from '../keys/key-state';
import { type IdentifierSystem, PatientIdentifier } from './identifier.entity';
import { blindKind } from './normalize-identifier';

/**
 * Who holds these numbers: the rightful holders, and where `claim` is a name's key those who
 * came with a number under that name. One statement.
 */
export async function findHolders(
  manager: EntityManager,
  cipher: SealedReader,
  numbers: readonly { system: IdentifierSystem; issuerId: string; value: string }[],
  claim: string,
): Promise<PatientIdentifier[]> {
  if (numbers.length === 0) return [];
  return cipher.look(manager, ({ indices, current }) => {
    const asked = numbers.map(({ system, issuerId, value }) => {
      const held = indices(blindKind(system), value);
      return {
        sql: `(\`system\` = ? AND \`issuerId\` = ? AND \`blindIndex\` IN (${placeholders(held)}) AND \`claim\` IN (?, ?))`,
        parameters: [system, issuerId, ...held, '', claim],
      };
    });
    const tail = `WHERE (${asked.map(({ sql }) => sql).join(' OR ')}) AND ${current.sql}`;
    const parameters = asked.flatMap((one) => one.parameters);
    return selectRows(manager, PatientIdentifier, tail, [...parameters, ...current.parameters]);
  });
}
