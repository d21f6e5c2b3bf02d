import { randomBytes } from 'node:crypto';
import { ConfigError } from '@lianyi/shared/config/read-env';
import type { FieldKey } from '@lianyi/shared/crypto/field-keys';
import { openSecret, sealSecret } from '@lianyi/shared/crypto/kept-secret';
import { KeyChangeUnderWay, WrongFieldKey } from '@lianyi/shared/crypto/key-errors';
import type { InstallationKeys, KeyRing } from '@lianyi/shared/crypto/key-ring';
import { keyIdOf, openByAny } from '@lianyi/shared/crypto/sealed-text';
import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { EntityManager } from 'typeorm';
import { AccessChainHead } from '../audit/access-event.entity';
import { createChainHash, isProven } from '../audit/chain-hash';
import { createKeyState, type KeyState } from './key-state';
import { FieldKeyState } from './key-state.entity';
import { identifierTable, phoneTable, type SealedTable } from './sealed-columns';

/** Keys of the access log that must outlive the field key: what it has written must verify. */
const keptLabels = ['entry', 'head'];
const chainPurpose = 'audit-chain';
const nameOf = (label: string) => `${chainPurpose}/${label}`;
/** As an operator calls it. */
const database = 'the patients database';

export interface OpenedKeys {
  readonly cipher: KeyState;
  /** The keys of the access log. */
  readonly chainKeys: KeyRing;
}

/**
 * Proves that the field key given is the one this database is kept under, and opens what is
 * kept under it. A database that holds nothing sealed takes the key it is given. Stops the start
 * with a ConfigError that names the key expected, before anything is changed.
 */
export async function openKeys(
  { read, transaction, kind }: Database,
  { keys, logger }: { readonly keys: InstallationKeys; readonly logger: Logger },
): Promise<OpenedKeys> {
  const state = (await findState(read)) ?? (await beginState(transaction, keys));
  checkKeys(keys, state);
  const chain = await openKept(read, keys);
  return {
    cipher: createKeyState({ kind, keys, logger }, state),
    chainKeys: {
      key(purpose, label = '') {
        const kept = purpose === chainPurpose ? chain.get(nameOf(label)) : undefined;
        if (!kept) throw new Error(`${purpose}/${label} is no kept secret of this part`);
        return kept;
      },
    },
  };
}

export async function findState(manager: EntityManager): Promise<FieldKeyState | undefined> {
  const [state] = await selectRows(manager, FieldKeyState, 'WHERE `id` = 1');
  return state;
}

function checkKeys({ fields }: InstallationKeys, { currentKeyId, previousKeyId }: FieldKeyState) {
  const needed = [currentKeyId, ...(previousKeyId === null ? [] : [previousKeyId])];
  if (needed.every((id) => fields.find(id))) return;
  if (previousKeyId !== null)
    throw new KeyChangeUnderWay(fields, { from: previousKeyId, to: currentKeyId });
  throw new WrongFieldKey(fields, database, needed);
}

/** The kept secrets by name. Opening them proves the key, whatever its id says. */
async function openKept(manager: EntityManager, { fields }: InstallationKeys) {
  const rows = await selectRows(manager, KeptSecret, '');
  const stored = new Map(rows.map(({ name, sealed }) => [name, sealed]));
  return new Map(
    keptLabels.map((label) => {
      const name = nameOf(label);
      const sealed = stored.get(name) ?? '';
      const secret = openSecret(name, fields, sealed);
      if (secret) return [name, secret];
      if (secret === undefined && sealed !== '')
        throw new WrongFieldKey(fields, database, [keyIdOf(sealed)]);
      const problem = sealed === '' ? 'is missing' : 'was changed';
      throw new ConfigError(
        `The kept secret ${name}`,
        `${problem} in ${database}: restore the database from the backup.`,
      );
    }),
  );
}

/** The first start: the state begins with the key of what is stored, else with the own one. */
const beginState = (transaction: Database['transaction'], keys: InstallationKeys) =>
  transaction(async (manager) => {
    const [head] = await selectRows(manager, AccessChainHead, 'WHERE `seq` > 0');
    const stored = (await keyOfData(manager, keys)) ?? (head && keyOfLog(keys, head));
    const key = stored ?? keys.fields.own();
    const secretOf = (label: string) =>
      // What was logged before secrets were kept was chained by keys derived of the field key.
      head ? key.derive(chainPurpose, label) : randomBytes(32);
    const state = { id: 1, generation: 1, currentKeyId: key.id, previousKeyId: null };
    const kept = keptLabels.map((label) => ({
      name: nameOf(label),
      sealed: sealSecret(nameOf(label), key, secretOf(label)),
    }));
    // Of processes that start at once the first one's rows stand, and the others wait for them.
    await insertRows(manager, FieldKeyState, [{ ...state, changedAt: null }], { keepOn: ['id'] });
    const begun = await findState(manager);
    if (!begun) throw new Error('the state of the field key could not be stored');
    await insertRows(manager, KeptSecret, kept, { keepOn: ['name'] });
    return begun;
  });

/** Rows looked at: a single one may have been damaged. */
const probes = 20;

/** The key that opens what is stored; undefined where nothing is. Refuses where none of the keys does. */
async function keyOfData(manager: EntityManager, { fields }: InstallationKeys) {
  const texts = [
    ...(await someTexts(manager, identifierTable)),
    ...(await someTexts(manager, phoneTable)),
  ];
  for (const text of texts) {
    const opened = openByAny(fields, text);
    if (opened) return opened.key;
  }
  if (texts.length === 0) return undefined;
  throw new WrongFieldKey(fields, database, [...new Set(texts.map(keyIdOf))].filter(Boolean));
}

/** The key that the end of a log derives from. Refuses where none of the keys is it. */
function keyOfLog({ fields }: InstallationKeys, head: AccessChainHead): FieldKey {
  const key = fields.known().find((one) => isProven(createChainHash({ key: one.derive }), head));
  if (!key) throw new WrongFieldKey(fields, database);
  return key;
}

async function someTexts<Row extends object>(
  manager: EntityManager,
  { entity, sealed }: SealedTable<Row>,
) {
  const tail = `WHERE \`${sealed}\` IS NOT NULL LIMIT ${probes}`;
  return (await selectRows(manager, entity, tail)).map((row) => String(row[sealed]));
}
