import { ConfigError, type Environment, readEnv } from '../config/read-env';
import { type FieldSecrets, givenSecrets } from './field-keys';
import {
  fieldKeyFile,
  nextKeyFile,
  readSecretFile,
  secretOnce,
  shortestSecret,
  viewerKeyFile,
} from './key-files';

/**
 * The installation's secrets: from the environment, required in production, otherwise files
 * under `dataDir`. The viewer key is made where there is none; a field key only once something
 * is to be sealed, as a lost one must not be replaced by another.
 */
export function loadSecrets(env: Environment, dataDir: string) {
  const given = (variable: 'FIELD_KEY' | 'FIELD_KEY_NEXT' | 'VIEWER_KEY') => {
    const secret = readEnv(env).optional(variable);
    const needed = env.NODE_ENV === 'production' && variable !== 'FIELD_KEY_NEXT';
    if (secret === undefined && needed)
      throw new ConfigError(variable, 'is not set: production needs a secret of its own.');
    if (secret !== undefined && secret.length < shortestSecret)
      throw new ConfigError(variable, `must have at least ${shortestSecret} characters.`);
    return secret;
  };
  const own = given('FIELD_KEY');
  const next = given('FIELD_KEY_NEXT');
  return {
    fieldKey:
      own === undefined ? secretsInFiles(dataDir, next) : givenSecrets('FIELD_KEY', own, next),
    viewerKey: given('VIEWER_KEY') ?? secretOnce(viewerKeyFile(dataDir)),
  };
}

/** Read again whenever they are asked for: `npm run keys:rotate` adds one while others serve. */
function secretsInFiles(dataDir: string, givenNext: string | undefined): FieldSecrets {
  const place = fieldKeyFile(dataDir);
  const read = () => {
    const next = givenNext ?? readSecretFile(nextKeyFile(dataDir));
    return [readSecretFile(place), next].filter((secret) => secret !== undefined);
  };
  // A damaged file is told at the start, not when a text is to be opened.
  read();
  return { place, read, own: () => secretOnce(place) };
}
