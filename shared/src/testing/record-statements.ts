import type { Logger } from 'typeorm';

/** For `openTestDatabase`: keeps every statement's text, so that a test can count them. */
export function recordStatements(statements: string[]): Logger {
  const ignore = () => undefined;
  return {
    logQuery: (query) => void statements.push(query),
    ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore },
    ...{ logMigration: ignore, log: ignore },
  };
}
