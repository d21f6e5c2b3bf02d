import { ConfigError, type Environment, readEnv } from '@lianyi/shared/config/read-env';
import { createPersistedOperations, persistedModes } from './persisted-operations';
import { readOperationList } from './read-operation-list';

/** Which operations may be sent, and by what. Throws ConfigError where a list is missing. */
export function readPersistedSettings(env: Environment) {
  const read = readEnv(env);
  const persisted = read.oneOf('PERSISTED', persistedModes, 'auto');
  const persistedFile = read.optional('PERSISTED_FILE');
  if (persisted === 'only' && persistedFile === undefined)
    throw new ConfigError('PERSISTED_FILE', 'is not set: PERSISTED=only needs a list.');
  return { persisted, persistedFile };
}

/** Throws ConfigError where the list cannot be used. */
export function openPersisted({
  persisted: mode,
  persistedFile,
}: ReturnType<typeof readPersistedSettings>) {
  const listed = persistedFile === undefined ? {} : { listed: readOperationList(persistedFile) };
  return createPersistedOperations({ mode, ...listed });
}
