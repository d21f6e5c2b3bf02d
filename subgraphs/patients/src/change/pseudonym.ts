import { createHmac, randomBytes } from 'node:crypto';
import { openSecret, sealSecret } from '@lianyi/shared/crypto/kept-secret';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { KeyState } from '../keys/key-state';

const name = 'change-feed/pseudonym';

/** Stands for a record id, always the same; nobody gets from it to the record without the key. */
export type PseudonymOf = (patientId: string) => string;

export interface Pseudonyms {
  /** Makes the key where there is none; within the transaction that begins the feed. */
  begin(manager: EntityManager): Promise<void>;
  /** Rejects where the key of a feed that was begun is gone or does not open. */
  open(manager: EntityManager): Promise<PseudonymOf>;
}

/**
 * Pseudonyms of the change feed. Their key is a kept secret: it stays the same when the field key
 * changes, and is in every backup of the database.
 */
export function createPseudonyms(keys: InstallationKeys, cipher: KeyState): Pseudonyms {
  let known: PseudonymOf | null = null;
  return {
    async begin(manager) {
      const { keyId } = await cipher.within(manager);
      const key = keys.fields.find(keyId);
      if (!key) throw new Error('the current field key is not here');
      const sealed = sealSecret(name, key, randomBytes(32));
      await insertRows(manager, KeptSecret, [{ name, sealed }], { keepOn: ['name'] });
    },
    async open(manager) {
      if (known) return known;
      const [row] = await selectRows(manager, KeptSecret, 'WHERE `name` = ?', [name]);
      const secret = row && openSecret(name, keys.fields, row.sealed);
      if (!secret) throw new Error(`the kept secret ${name} is missing or does not open`);
      known = pseudonymsBy(secret);
      return known;
    },
  };
}

/** 128 bits of a keyed hash: two of a million records meet once in 10^26 counties. */
const pseudonymsBy =
  (secret: Buffer): PseudonymOf =>
  (patientId) =>
    createHmac('sha256', secret).update(patientId).digest().subarray(0, 16).toString('base64url');
