import { createHash } from 'node:crypto';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import { MatchGate } from './match-gate.entity';

/** So many that two people at once seldom meet at one; a row each once it was used. */
const gates = 1024;

const gateOf = (key: string) => createHash('sha256').update(key).digest().readUInt32BE(0) % gates;

/**
 * Makes registrations that share a block take turns until the commit: of the same person
 * without a number no unique index decides who was first. Always in one order, so they wait
 * instead of deadlocking. SQLite lets one transaction write at a time anyway.
 */
export async function lockGates(manager: EntityManager, keys: readonly string[]) {
  if (manager.connection.options.type === 'better-sqlite3') return;
  const ids = [...new Set(keys.map(gateOf))].sort((one, other) => one - other);
  const rows = ids.map((id) => ({ id }));
  await insertRows(manager, MatchGate, rows, { keepOn: ['id'] });
}
