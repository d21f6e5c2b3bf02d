import { createHash } from 'node:crypto';
import { toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { Waiting } from './waiting';

export interface Seen {
  readonly institutionId: string;
  readonly at: Date;
}

/**
 * Counts what waits into the queue, within the transaction that stores it: one row per code or
 * unit, whoever else counts the same. Keys are sorted, so that two posts never wait for each other.
 */
export async function queueWaiting(
  manager: EntityManager,
  waiting: readonly (Waiting | null)[],
  seen: Seen,
): Promise<void> {
  const counted = new Map<string, { first: Waiting; count: number }>();
  for (const one of waiting) {
    if (one === null) continue;
    const key = `${one.kind} ${one.printedKey}`;
    const known = counted.get(key);
    counted.set(key, { first: known?.first ?? one, count: (known?.count ?? 0) + 1 });
  }
  const sorted = [...counted].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [, { first, count }] of sorted) await countOne(manager, first, count, seen);
}

const columns = [
  ...['id', 'institutionId', 'kind', 'printedKey', 'printed', 'printedName', 'itemCode'],
  ...['exampleValue', 'exampleUnit', 'exampleRange', 'occurrences', 'firstSeenAt', 'lastSeenAt'],
];

async function countOne(
  manager: EntityManager,
  waiting: Waiting,
  count: number,
  { institutionId, at }: Seen,
) {
  const { kind, printedKey, printed, printedName, itemCode } = waiting;
  const sqlite = manager.connection.options.type === 'better-sqlite3';
  const [head, given] = sqlite
    ? ['ON CONFLICT (`institutionId`, `kind`, `printedKey`) DO UPDATE SET', later]
    : ['ON DUPLICATE KEY UPDATE', (column: string) => `VALUES(\`${column}\`)`];
  const sum = `\`occurrences\` = \`unmapped_code\`.\`occurrences\` + ${given('occurrences')}`;
  const names = columns.map((column) => `\`${column}\``).join(', ');
  const places = columns.map(() => '?').join(', ');
  await manager.query(
    `INSERT INTO \`unmapped_code\` (${names}) VALUES (${places}) ${head} ${sum}, \`lastSeenAt\` = ${given('lastSeenAt')}`,
    toParameters(manager, [
      ...[
        idOf(institutionId, waiting),
        institutionId,
        kind,
        printedKey,
        printed,
        printedName,
        itemCode,
      ],
      ...[waiting.exampleValue, waiting.exampleUnit, waiting.exampleRange, count, at, at],
    ]),
  );
}

/** The same for the same code, whoever counts it first. */
const idOf = (institutionId: string, { kind, printedKey }: Waiting) =>
  createHash('sha256')
    .update(JSON.stringify([institutionId, kind, printedKey]))
    .digest('hex')
    .slice(0, 36);

const later = (column: string) => `excluded.\`${column}\``;
