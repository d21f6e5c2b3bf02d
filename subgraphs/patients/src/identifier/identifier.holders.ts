import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { type IdentifierSystem, PatientIdentifier } from './identifier.entity';
import { blindKind } from './normalize-identifier';

/**
 * Who holds these numbers: the rightful holders, and where `claim` is a name's key those who
 * came with a number under that name. One statement.
 */
export async function findHolders(
  manager: EntityManager,
  cipher: FieldCipher,
  numbers: readonly { system: IdentifierSystem; issuerId: string; value: string }[],
  claim: string,
): Promise<PatientIdentifier[]> {
  if (numbers.length === 0) return [];
  const one = '(`system` = ? AND `issuerId` = ? AND `blindIndex` = ? AND `claim` IN (?, ?))';
  const parameters = numbers.flatMap(({ system, issuerId, value }) => [
    ...[system, issuerId, cipher.blindIndex(blindKind(system), value)],
    ...['', claim],
  ]);
  const tail = `WHERE ${numbers.map(() => one).join(' OR ')}`;
  return selectRows(manager, PatientIdentifier, tail, parameters);
}
