import type { FieldKey, FieldKeys } from './field-keys';
import { keyIdOf, seal, tryOpen } from './sealed-text';

const purpose = 'kept-secret';

/**
 * A secret that outlives field keys, such as the key of a log: stored sealed under the field
 * key, sealed anew when that changes. Its name is part of the key, so that one secret, or a
 * sealed column, never passes for another.
 */
export const sealSecret = (name: string, key: FieldKey, secret: Buffer) =>
  `${key.id}.${seal(key.derive(purpose, name), secret).toString('base64')}`;

/** The secret; null where it was changed, undefined where its key is not here. */
export function openSecret(name: string, fields: FieldKeys, sealed: string) {
  const key = fields.find(keyIdOf(sealed));
  if (!key) return undefined;
  const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64');
  return tryOpen(key.derive(purpose, name), bytes);
}
