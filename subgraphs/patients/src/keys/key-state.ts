import { FieldKeyMissing } from '@lianyi/shared/crypto/key-errors';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import {
  createFieldCipher,
  createOpener,
  type FieldCipher,
} from '@lianyi/shared/crypto/sealed-text';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { EntityManager } from 'typeorm';
import { FieldKeyState } from './key-state.entity';

/** Every blind index a text may stand under: the current one, then while keys are changed the one before. */
export type BlindIndices = (kind: string, text: string) => string[];

/** How a lookup by blind index is written. */
export interface IndexView {
  readonly indices: BlindIndices;
  /** Holds a statement to this view: with `current` in its conditions it finds nothing once the key has changed. */
  readonly current: { readonly sql: string; readonly parameters: readonly number[] };
}

/** Opens sealed texts and finds rows by them, also while keys are changed. */
export interface SealedReader {
  open(sealed: string): string;
  /** For comparing rows that were read; what finds rows goes through `look`. */
  readonly indices: BlindIndices;
  /** Asks; and again where nothing was found because the key had changed meanwhile. */
  look<Row>(
    manager: EntityManager,
    ask: (view: IndexView) => Promise<readonly Row[]>,
  ): Promise<Row[]>;
}

/** Seals within one transaction, in which the key does not change. */
export interface SealedWriter extends SealedReader, FieldCipher {
  /** The key that is sealed with. */
  readonly keyId: string;
  /** The index under the key before; null where no change is under way. */
  readonly previousIndex: FieldCipher['blindIndex'] | null;
}

export interface KeyState extends SealedReader {
  /** Takes part in the key's state for a transaction that seals; the first thing it does. */
  within(manager: EntityManager): Promise<SealedWriter>;
}

interface Known {
  readonly generation: number;
  readonly keyId: string;
  readonly current: FieldCipher;
  readonly previous: FieldCipher | null;
}

interface StateOptions {
  readonly kind: DatabaseKind;
  readonly keys: InstallationKeys;
  readonly logger: Logger;
}

const currentOnly = '(SELECT `generation` FROM `field_key_state` WHERE `id` = 1) = ?';

/** What this process knows of the key's state; what it last read, checked wherever that matters. */
export function createKeyState({ kind, keys, logger }: StateOptions, row: FieldKeyState): KeyState {
  const { fields } = keys;
  const cipherOf = (id: string) => {
    const key = fields.find(id);
    if (!key) throw new FieldKeyMissing(id);
    return createFieldCipher(keys, key);
  };
  const read = (state: FieldKeyState): Known => ({
    generation: state.generation,
    keyId: state.currentKeyId,
    current: cipherOf(state.currentKeyId),
    previous: state.previousKeyId === null ? null : cipherOf(state.previousKeyId),
  });
  let known = read(row);
  const refresh = async (manager: EntityManager, lock = '') => {
    const [state] = await selectRows(manager, FieldKeyState, `WHERE \`id\` = 1${lock}`);
    if (!state) throw new Error('the state of the field key is missing');
    const found = read(state);
    // Reads overlap: what was read before the key changed must not stand after it.
    if (found.generation >= known.generation) known = found;
    return found;
  };
  const reader: SealedReader = {
    open: loggedOpener(createOpener(fields), logger),
    indices: (kind, text) => viewOf(known).indices(kind, text),
    async look(manager, ask) {
      for (;;) {
        const view = viewOf(known);
        const rows = await ask(view);
        if (rows.length > 0) return [...rows];
        const { generation } = await refresh(manager);
        if (view.current.parameters[0] === generation) return [];
      }
    },
  };
  const shared = kind === 'mysql' ? ' LOCK IN SHARE MODE' : '';
  return {
    ...reader,
    async within(manager) {
      const { keyId, current, previous } = await refresh(manager, shared);
      return { ...current, ...reader, keyId, previousIndex: previous?.blindIndex ?? null };
    },
  };
}

function viewOf({ generation, current, previous }: Known): IndexView {
  const ciphers = previous ? [current, previous] : [current];
  return {
    indices: (kind, text) => ciphers.map((cipher) => cipher.blindIndex(kind, text)),
    current: { sql: currentOnly, parameters: [generation] },
  };
}

/** Who runs the system is told of a text that does not open; its reader only that it is so. */
const loggedOpener = (open: SealedReader['open'], logger: Logger) => (sealed: string) => {
  try {
    return open(sealed);
  } catch (error) {
    if (error instanceof DomainError)
      logger.error({ ...error.details }, 'a sealed text does not open');
    throw error;
  }
};
