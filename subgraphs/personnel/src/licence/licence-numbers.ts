import { randomBytes } from 'node:crypto';
import {
  createFieldKeys,
  type FieldKey,
  type FieldKeys,
  givenSecrets,
} from '@lianyi/shared/crypto/field-keys';
import { openSecret, sealSecret } from '@lianyi/shared/crypto/kept-secret';
import { SealedTextUnreadable, WrongFieldKey } from '@lianyi/shared/crypto/key-errors';
import { createFieldCipher, keyIdOf } from '@lianyi/shared/crypto/sealed-text';
import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { KeyRotation } from '@lianyi/shared/subgraph/key-rotation';
import type { EntityManager } from 'typeorm';
import type { LicenceKind } from './licence.entity';

const name = 'licence/number';

/** Opens and seals the numbers of licences. */
export interface LicenceCipher {
  seal(kind: LicenceKind, number: string): { sealedNumber: string; numberIndex: string };
  /** Refuses with UNAVAILABLE what was changed. */
  open(sealed: string): string;
}

export interface LicenceNumbers {
  /** Makes their key where there is none; within the transaction that stores a number. */
  within(manager: EntityManager): Promise<LicenceCipher>;
  /** Refuses with UNAVAILABLE where their key is gone or does not open. */
  open(manager: EntityManager): Promise<LicenceCipher>;
}

/**
 * Numbers of licences at rest (design rule 12). Their key is a secret of this database, kept under the
 * field key: when that changes one row is sealed anew, and no number.
 */
export function createLicenceNumbers({ fields }: { readonly fields: FieldKeys }): LicenceNumbers {
  let known: LicenceCipher | null = null;
  const opened = (row: KeptSecret | undefined) => {
    const secret = row && openSecret(name, fields, row.sealed);
    if (!secret) throw new SealedTextUnreadable(keyIdOf(row?.sealed ?? ''));
    return cipherOf(secret);
  };
  return {
    async open(manager) {
      known ??= opened(await keptRow(manager));
      return known;
    },
    async within(manager) {
      if (known) return known;
      const row = await keptRow(manager);
      // A key that is lost is not replaced: where a row is there it is opened, or nothing is sealed.
      if (!row) await begin(manager, fields.own());
      // Not remembered: a transaction that is rolled back takes a key it made with it.
      return opened(row ?? (await keptRow(manager)));
    },
  };
}

/** Stops the start where the key of stored numbers does not open by a key that is here. */
export async function proveLicenceKey(manager: EntityManager, fields: FieldKeys): Promise<void> {
  const row = await keptRow(manager);
  if (row && !openSecret(name, fields, row.sealed))
    throw new WrongFieldKey(fields, 'the personnel database', [keyIdOf(row.sealed)]);
}

/** The change of the field key: the kept secret goes over to it, in one statement. */
export const createLicenceRotation = (
  { fields }: { readonly fields: FieldKeys },
  { read, transaction }: Database,
): KeyRotation => ({
  async standing() {
    const row = await keptRow(read);
    return { keyId: keyIdOf(row?.sealed ?? ''), previousKeyId: null, changedAt: null };
  },
  changeTo: (key) =>
    transaction(async (manager) => {
      // Made under the new key where there is none yet: a number stored meanwhile is not under the old one.
      await begin(manager, key);
      const row = await keptRow(manager);
      if (!row || keyIdOf(row.sealed) === key.id) return { rows: 0, unreadable: [] };
      const secret = openSecret(name, fields, row.sealed);
      if (!secret) throw new SealedTextUnreadable(keyIdOf(row.sealed));
      const sealed = sealSecret(name, key, secret);
      await manager.update(KeptSecret, { name }, { sealed });
      return { rows: 1, unreadable: [] };
    }),
});

const begin = (manager: EntityManager, key: FieldKey) =>
  insertRows(manager, KeptSecret, [{ name, sealed: sealSecret(name, key, randomBytes(32)) }], {
    keepOn: ['name'],
  });

async function keptRow(manager: EntityManager): Promise<KeptSecret | undefined> {
  const [row] = await selectRows(manager, KeptSecret, 'WHERE `name` = ?', [name]);
  return row;
}

/** The product's own sealing, under a key made of the secret instead of the field key. */
function cipherOf(secret: Buffer): LicenceCipher {
  const own = createFieldKeys(givenSecrets(name, secret.toString('base64')));
  const cipher = createFieldCipher({ fields: own });
  return {
    seal: (kind, number) => ({
      sealedNumber: cipher.seal(number),
      numberIndex: cipher.blindIndex(kind, number),
    }),
    open: cipher.open,
  };
}
