import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Environment, readEnv } from '../config/read-env';

const shortestSecret = 32;

/**
 * The installation's two secrets: from the environment, required in production, otherwise
 * generated once under `dataDir` and read again at every start.
 */
export function loadSecrets(env: Environment, dataDir: string) {
  const secret = (variable: 'FIELD_KEY' | 'VIEWER_KEY', file: string) => {
    const given = readEnv(env).optional(variable);
    if (given === undefined && env.NODE_ENV === 'production')
      throw new ConfigError(variable, 'is not set: production needs a secret of its own.');
    if (given !== undefined && given.length < shortestSecret)
      throw new ConfigError(variable, `must have at least ${shortestSecret} characters.`);
    return given ?? generatedOnce(join(dataDir, 'keys'), file);
  };
  return {
    fieldKey: secret('FIELD_KEY', 'field.key'),
    viewerKey: secret('VIEWER_KEY', 'viewer.key'),
  };
}

/** Several processes may start at once: the file's exclusive creation decides whose secret it is. */
function generatedOnce(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, file);
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    writeSync(descriptor, randomBytes(32).toString('base64url'));
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch (error) {
    const exists =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw error;
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < shortestSecret)
    throw new ConfigError(file, 'under DATA_DIR is damaged: restore it from the backup.');
  return secret;
}
