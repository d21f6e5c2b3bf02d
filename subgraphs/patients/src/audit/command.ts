import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createKeyRing, type KeyRing } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { type CommonConfig, readCommonConfig } from '@lianyi/shared/subgraph/subgraph-config';
import { isCalendarDay } from '@lianyi/shared/time/calendar-day';
import { patientsTables } from '../data-source';

export interface OpenedLog {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly config: CommonConfig;
}

/**
 * Runs a command over the access log of this installation. Its exit code is what `work` yields,
 * 2 with one sentence where it throws.
 */
export function runOverLog(work: (log: OpenedLog) => Promise<number>): void {
  withLog(work).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
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
  const location = { url: databaseUrl, dataDir };
  const database = await openDatabase({ ...patientsTables, location });
  try {
    return await work({ database, keys, config });
  } finally {
    await database.close();
  }
}

/** A day given as `--name`; undefined where it was not. Throws one sentence on what is no day. */
export function dayArgument(name: string, text: string | undefined): string | undefined {
  if (text === undefined || isCalendarDay(text)) return text;
  throw new Error(`--${name} must be a day such as 2026-03-01.`);
}

/** The account of the machine that runs a command, as the log names it. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'an account without a name';
  }
}
