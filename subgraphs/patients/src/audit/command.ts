import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createKeyRing, type KeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import {
  type CommonConfig,
  locationOf,
  readCommonConfig,
} from '@lianyi/shared/subgraph/subgraph-config';
import { isCalendarDay } from '@lianyi/shared/time/calendar-day';
import { patientsTables } from '../data-source';
import { openKeys } from '../keys/open-keys';
import { type AccessChain, createAccessChain } from './access-chain';
import { BrokenLog, describeBroken } from './broken-log';
import type { NewAccessEvent } from './chain-hash';
import { describeEvent } from './describe-event';
import { openAccessLog } from './take-over';

export interface OpenedLog {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly config: CommonConfig;
}

/**
 * Runs a command over the access log of this installation. Its exit code is what `work` yields; 1
 * where the log is broken, 2 where the command cannot be carried out, each with one sentence.
 */
export function runOverLog(work: (log: OpenedLog) => Promise<number>): void {
  withLog(work).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      if (error instanceof BrokenLog) {
        console.error(`The access log is broken ${describeBroken(error)}.`);
        process.exitCode = 1;
        return;
      }
      console.error(`The access log: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 2;
    },
  );
}

async function withLog(work: (log: OpenedLog) => Promise<number>): Promise<number> {
  const config = readCommonConfig(process.env);
  const { dataDir, databaseUrl } = config;
  // Opening would make an empty log, and find it whole.
  if (!databaseUrl && !existsSync(join(dataDir, `${patientsTables.name}.db`)))
    throw new Error(`there is none under ${dataDir}, the DATA_DIR.`);
  const keys = createKeyRing(loadSecrets(process.env, dataDir));
  const logger = createLogger('patients', config.logLevel);
  const location = locationOf(config);
  const database = await openDatabase({ ...patientsTables, location, logger });
  try {
    const { chainKeys } = await openKeys(database, { keys, logger });
    return await work({ database, keys: chainKeys, config });
  } finally {
    await database.close();
  }
}

/** A day given as `--name`; undefined where it was not. Throws one sentence on what is no day. */
export function dayArgument(name: string, text: string | undefined): string | undefined {
  if (text === undefined || isCalendarDay(text)) return text;
  throw new Error(`--${name} must be a day such as 2026-03-01.`);
}

/** A chain that a command appends its own events to, on an opened log. */
export async function chainOfCommand({ database, keys, config }: OpenedLog): Promise<AccessChain> {
  await openAccessLog(database, keys);
  const logger = createLogger('patients', config.logLevel);
  return createAccessChain({ database, keys, logger });
}

/** What a command did with the log itself: by which account of this machine, about whom (`-`: nobody). */
export function commandEvent(action: string, reason: string, patientId = '-'): NewAccessEvent {
  const name = accountName();
  const identity = {
    viewer: {
      subject: `account:${name}`,
      ...{ name, institutionId: '-', roles: [], scopes: [] },
    },
    ...{ requestId: randomUUID(), traceId: '-', operationName: 'command' },
  };
  const facts = { action, reason, patientId, allowed: true, basis: null };
  return describeEvent(identity, new Date(), facts);
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return 'unnamed';
  }
}
