import { ConfigError } from '@lianyi/shared/config/read-env';
import type { FieldKey } from '@lianyi/shared/crypto/field-keys';
import { WrongFieldKey } from '@lianyi/shared/crypto/key-errors';
import { nextKeyFile, promoteNextKey, secretOnce } from '@lianyi/shared/crypto/key-files';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import type { KeyStanding } from '@lianyi/shared/subgraph/key-rotation';

/** A second change so soon is a command run twice, not a wish for another key. */
const soon = 24 * 3600 * 1000;

interface Choice {
  readonly keys: InstallationKeys;
  readonly dataDir: string;
  /** No environment gives the field keys. */
  readonly inFiles: boolean;
  /** Change the key although it was changed a moment ago. */
  readonly again: boolean;
  readonly now: Date;
}

type Chosen =
  | { readonly key: FieldKey; readonly reason?: never }
  | { readonly key: null; readonly reason: string };

/** The key to go over to, made where files hold the keys; none where there is nothing to do. */
export function chooseKey(standing: KeyStanding, choice: Choice): Chosen {
  const { keyId, previousKeyId } = standing;
  const { fields } = choice.keys;
  if (previousKeyId !== null) {
    const key = fields.find(keyId);
    if (!key) throw new WrongFieldKey(fields, 'the patients database', [keyId]);
    return { key };
  }
  const [, next] = fields.known();
  // Killed after its last row: what is left to do is to end the change.
  if (next) return { key: next };
  if (!choice.inFiles)
    throw new ConfigError(
      'FIELD_KEY_NEXT',
      'is not set: restart every part with it, then run this again.',
    );
  return newKey(standing, choice);
}

function newKey({ keyId, changedAt }: KeyStanding, { keys, dataDir, again, now }: Choice): Chosen {
  if (changedAt && !again && now.getTime() - changedAt.getTime() < soon)
    return {
      key: null,
      reason: `Nothing to do: everything is kept under key ${keyId} since ${changedAt.toISOString()}. --again changes it once more.`,
    };
  secretOnce(nextKeyFile(dataDir));
  const [, key] = keys.fields.known();
  if (!key) throw new ConfigError(nextKeyFile(dataDir), 'could not be made.');
  return { key };
}

interface Ending {
  readonly dataDir: string;
  readonly inFiles: boolean;
  readonly keyId: string;
}

/** Ends a change in the places of the keys; yields what is left for the operator to do. */
export function endChange({ fields }: InstallationKeys, { dataDir, inFiles, keyId }: Ending) {
  if (!inFiles)
    return `Nothing is left under another key. Now set FIELD_KEY to the value of FIELD_KEY_NEXT, leave FIELD_KEY_NEXT out, and restart every part. Keep the old value as long as you keep backups from before.`;
  const [own] = fields.known();
  const old = own && own.id !== keyId ? promoteNextKey(dataDir, own.id) : null;
  const kept = old ? ` The old key lies in ${old}: backups from before need it, nothing else.` : '';
  return `Nothing is left under another key.${kept}`;
}
