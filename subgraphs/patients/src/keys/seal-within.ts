import type { EntityManager } from 'typeorm';
import { PatientIdentifier } from '../identifier/identifier.entity';
import { blindKind, type KnownNumber } from '../identifier/normalize-identifier';
import { PatientRow } from '../patient/patient.entity';
import { phoneColumns } from '../patient/patient-rows';
import type { KeyState, SealedWriter } from './key-state';

/** What is about to be compared and stored. */
interface Incoming {
  readonly numbers: readonly KnownNumber[];
  readonly person: { readonly phone: string | null } | null;
}

/**
 * Begins a transaction that registers: takes part in the key's state, and brings what stands
 * under the key before, of these numbers and this phone, under the current one. After it one
 * index finds all of them, and the unique index of the numbers settles races as ever.
 */
export async function sealWithin(
  keys: KeyState,
  manager: EntityManager,
  { numbers, person }: Incoming,
): Promise<SealedWriter> {
  const cipher = await keys.within(manager);
  const { previousIndex } = cipher;
  if (previousIndex === null) return cipher;
  for (const { system, issuerId, value } of numbers) {
    const before = { system, issuerId, blindIndex: previousIndex(blindKind(system), value) };
    const after = {
      blindIndex: cipher.blindIndex(blindKind(system), value),
      sealed: cipher.seal(value),
    };
    await manager.update(PatientIdentifier, before, after);
  }
  const phone = person?.phone ?? null;
  if (phone !== null)
    await manager.update(
      PatientRow,
      { phoneIndex: previousIndex('phone', phone) },
      phoneColumns(cipher, phone),
    );
  return cipher;
}
