import { deriveKey } from './derive-key';
import { createFieldKeys, type FieldKeys, type FieldSecrets, givenSecrets } from './field-keys';

/** What a key is used for; each purpose has a key of its own, so one never stands in for another. */
export type KeyPurpose =
  | 'viewer-header'
  | 'access-grant'
  | 'calendar-address'
  | 'audit-chain'
  | 'raw-messages';

export interface KeyRing {
  /** The 32-byte key of a purpose, bound to a label such as a subgraph's name. */
  key(purpose: KeyPurpose, label?: string): Buffer;
}

/** Every key of an installation. */
export interface InstallationKeys extends KeyRing {
  /** The keys of what is stored. A key derived of them changes with them: see `kept-secret.ts`. */
  readonly fields: FieldKeys;
}

export interface InstallationSecrets {
  readonly fieldKey: string | FieldSecrets;
  readonly viewerKey: string;
}

const viewerPurposes: ReadonlySet<KeyPurpose> = new Set([
  'viewer-header',
  'access-grant',
  'calendar-address',
]);

/**
 * Derives every key from the secrets an installation keeps (design section 2):
 * `VIEWER_KEY` signs what travels between parts, `FIELD_KEY` protects what is stored.
 */
export function createKeyRing({ fieldKey, viewerKey }: InstallationSecrets): InstallationKeys {
  const fields = createFieldKeys(
    typeof fieldKey === 'string' ? givenSecrets('FIELD_KEY', fieldKey) : fieldKey,
  );
  const derived = new Map<string, Buffer>();
  const derive = (purpose: KeyPurpose, label: string) =>
    viewerPurposes.has(purpose)
      ? deriveKey(viewerKey, purpose, label)
      : fields.own().derive(purpose, label);
  return {
    fields,
    key(purpose, label = '') {
      const name = `${purpose}/${label}`;
      const key = derived.get(name) ?? derive(purpose, label);
      derived.set(name, key);
      return key;
    },
  };
}
