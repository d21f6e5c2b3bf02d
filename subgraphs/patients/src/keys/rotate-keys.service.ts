import { setImmediate as otherWork } from 'node:timers/promises';
import type { FieldKey } from '@lianyi/shared/crypto/field-keys';
import { openSecret, sealSecret } from '@lianyi/shared/crypto/kept-secret';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import type { Database } from '@lianyi/shared/database/database';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import type {
  KeyRotation,
  RotationOptions,
  RotationOutcome,
} from '@lianyi/shared/subgraph/key-rotation';
import { type EntityManager, IsNull, Not, type ObjectLiteral } from 'typeorm';
import type { KeyState } from './key-state';
import { FieldKeyState } from './key-state.entity';
import { findState } from './open-keys';
import { type Batch, sealBatch } from './seal-anew';
import { identifierTable, markOf, notUnder, phoneTable, type SealedTable } from './sealed-columns';

/** Patients of one transaction: a registration of one of them waits no longer than that takes. */
const patientsAtOnce = 100;

interface Rotating {
  readonly database: Database;
  readonly keys: InstallationKeys;
  readonly cipher: KeyState;
  readonly now: () => Date;
}

/** The change of the field key of this database: `KeyRotation` tells what is promised. */
export function createKeyRotation(rotating: Rotating): KeyRotation {
  return {
    async standing() {
      const { currentKeyId, previousKeyId, changedAt } = await standingOf(rotating.database);
      return { keyId: currentKeyId, previousKeyId, changedAt };
    },
    async changeTo(key, options = {}) {
      const { currentKeyId, previousKeyId } = await standingOf(rotating.database);
      if (previousKeyId !== null && currentKeyId !== key.id) throw new OtherChange(currentKeyId);
      if (currentKeyId === key.id && previousKeyId === null) return { rows: 0, unreadable: [] };
      if (currentKeyId !== key.id) await switchTo(rotating, key, currentKeyId);
      return finish(rotating, key, options);
    },
  };
}

class OtherChange extends DomainError {
  constructor(keyId: string) {
    super('CONFLICT', `A change to key ${keyId} is under way: finish it first.`, { keyId });
  }
}

async function standingOf({ read }: Database): Promise<FieldKeyState> {
  const state = await findState(read);
  if (!state) throw new Error('the state of the field key is missing');
  return state;
}

/**
 * From its commit on everything is sealed under the new key. It waits for the transactions that
 * seal under the one before, and those that begin meanwhile wait for it.
 */
const switchTo = ({ database, keys }: Rotating, key: FieldKey, from: string) =>
  database.transaction(async (manager) => {
    const { affected } = await manager.update(
      FieldKeyState,
      { id: 1, currentKeyId: from },
      { currentKeyId: key.id, previousKeyId: from, generation: () => '`generation` + 1' },
    );
    // Another run was first.
    if (affected !== 1) return;
    for (const { name, sealed } of await selectRows(manager, KeptSecret, '')) {
      const secret = openSecret(name, keys.fields, sealed);
      if (!secret) throw new Error(`the kept secret ${name} does not open`);
      await manager.update(KeptSecret, { name }, { sealed: sealSecret(name, key, secret) });
    }
  });

/** Seals all rows anew; ends the change once none is left under the key before. */
async function finish(
  rotating: Rotating,
  { id }: FieldKey,
  options: RotationOptions,
): Promise<RotationOutcome> {
  const { report = () => undefined } = options;
  const total = await countLeft(rotating.database.read, id);
  let rows = 0;
  const count = (sealed: number) => {
    rows += sealed;
    report(Math.min(rows, total), total);
  };
  const unreadable = [
    ...(await sealTable(rotating, identifierTable, { ...options, keyId: id, count })),
    ...(await sealTable(rotating, phoneTable, { ...options, keyId: id, count })),
  ];
  if (unreadable.length === 0) {
    const sameChange = { id: 1, previousKeyId: Not(IsNull()) };
    const ended = { previousKeyId: null, changedAt: rotating.now() };
    await rotating.database.transaction((manager) =>
      manager.update(FieldKeyState, { ...sameChange, currentKeyId: id }, ended),
    );
  }
  return { rows, unreadable: [...new Set(unreadable)] };
}

async function countLeft(manager: EntityManager, keyId: string): Promise<number> {
  let total = 0;
  for (const { table, sealed } of [identifierTable, phoneTable]) {
    const [row]: { count: number | string }[] = await manager.query(
      `SELECT COUNT(*) AS \`count\` FROM \`${table}\` WHERE ${notUnder({ sealed })}`,
      [markOf(keyId)],
    );
    total += Number(row?.count ?? 0);
  }
  return total;
}

interface TableWork extends RotationOptions {
  readonly keyId: string;
  readonly count: (sealed: number) => void;
}

/**
 * Walks a table until a whole walk finds nothing to do: what is left is told by the rows
 * themselves, so a run after a kill needs no note of where the one before stood. Yields the
 * patients whose rows stay as they are.
 */
async function sealTable<Row extends ObjectLiteral>(
  rotating: Rotating,
  table: SealedTable<Row>,
  work: TableWork,
): Promise<string[]> {
  for (;;) {
    const unreadable: string[] = [];
    let sealed = 0;
    let after: string | null = '';
    while (after !== null) {
      const batch: Batch = await sealNext(rotating, table, work, after);
      sealed += batch.sealed;
      unreadable.push(...batch.unreadable);
      work.count(batch.sealed);
      after = batch.last;
      // The embedded database never waits: without this, no signal would get its turn.
      await otherWork();
    }
    if (sealed === 0) return unreadable;
  }
}

const sealNext = <Row extends ObjectLiteral>(
  { database, cipher }: Rotating,
  table: SealedTable<Row>,
  { keyId, batch = patientsAtOnce }: TableWork,
  after: string,
) =>
  database.transaction(async (manager) => {
    const writer = await cipher.within(manager);
    // Another run may have finished this change, and yet another begun the next one.
    if (writer.keyId !== keyId) throw new OtherChange(writer.keyId);
    if (writer.previousIndex === null) return { last: null, sealed: 0, unreadable: [] };
    return sealBatch(manager, writer, table, { keyId, after, limit: batch });
  });
