import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import type { KnownNumber } from '../identifier/normalize-identifier';
import { type BlockColumns, blockKeys } from '../matching/block-keys';
import { tellingPhone } from '../matching/compare-fields';
import { nameKeys } from '../patient/patient-name';
import { PatientBlock } from './patient-block.entity';
import type { Person } from './read-person';

/** The rows of the blocks a record stands in. */
export const blockRows = (row: BlockColumns & { readonly id: string }): PatientBlock[] =>
  blockKeys(row).map((key) => Object.assign(new PatientBlock(), { key, patientId: row.id }));

/** Notes the blocks of a record; those it stands in already stay. */
export const noteBlocks = (
  manager: EntityManager,
  row: BlockColumns & { readonly id: string },
): Promise<void> =>
  insertRows(manager, PatientBlock, blockRows(row), { keepOn: ['key', 'patientId'] });

/** Where somebody who comes in may be found: the keys of her blocks, and her phone's index. */
export interface PersonBlocks {
  readonly keys: readonly string[];
  readonly phoneIndex: string | null;
}

/** The blocks of her day of birth as typed, and as her number states it. */
export function blocksOf(
  cipher: FieldCipher,
  person: Person,
  numbers: readonly KnownNumber[],
): PersonBlocks {
  const { pinyin } = nameKeys(person.name);
  const days = new Set([person.birthDate, ...numbers.flatMap((one) => one.birthDate ?? [])]);
  const keys = [...days].flatMap((birthDate) => blockKeys({ ...person, pinyin, birthDate }));
  const phone = tellingPhone(person.phone);
  return {
    keys: [...new Set(keys)],
    phoneIndex: phone === null ? null : cipher.blindIndex('phone', phone),
  };
}
