import { hkdfSync } from 'node:crypto';

/** What a key is used for; each purpose has a key of its own, so one never stands in for another. */
export type KeyPurpose =
  | 'viewer-header'
  | 'access-grant'
  | 'audit-chain'
  | 'field-encryption'
  | 'blind-index'
  | 'raw-messages';

export interface KeyRing {
  /** The 32-byte key of a purpose, bound to a label such as a subgraph's name. */
  key(purpose: KeyPurpose, label?: string): Buffer;
}

const viewerPurposes: ReadonlySet<KeyPurpose> = new Set(['viewer-header', 'access-grant']);

/**
 * Derives every key from the two secrets an installation keeps (design section 2):
 * `VIEWER_KEY` signs what travels between parts, `FIELD_KEY` protects what is stored.
 */
export function createKeyRing(secrets: { fieldKey: string; viewerKey: string }): KeyRing {
  const derived = new Map<string, Buffer>();
  return {
    key(purpose, label = '') {
      const info = `lianyi/${purpose}/${label}`;
      const known = derived.get(info);
      if (known) return known;
      const secret = viewerPurposes.has(purpose) ? secrets.viewerKey : secrets.fieldKey;
      const key = Buffer.from(hkdfSync('sha256', secret, 'lianyi', info, 32));
      derived.set(info, key);
      return key;
    },
  };
}
