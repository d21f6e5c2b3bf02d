import { createHash } from 'node:crypto';
import { deriveKey } from './derive-key';

/** One key under which columns are sealed. */
export interface FieldKey {
  /** Tells keys apart and stands before what is sealed: of a hash of a derived key, never of the secret. */
  readonly id: string;
  readonly sealing: Buffer;
  readonly indexing: Buffer;
  /** The key of another purpose. */
  derive(purpose: string, label?: string): Buffer;
}

/** Where the secrets of the field keys come from. */
export interface FieldSecrets {
  /** What an operator calls the place of the own one: a variable or a file. */
  readonly place: string;
  /** The secrets that are there now, the own one first. */
  read(): readonly string[];
  /** The own one, made where none is there. */
  own(): string;
}

/** The field keys an installation has. */
export interface FieldKeys {
  readonly place: string;
  /** The keys that are there now, the own one first. */
  known(): FieldKey[];
  /** The own key; made where there is none. */
  own(): FieldKey;
  /** The key of this id; where it is new its place is looked at again. */
  find(id: string): FieldKey | undefined;
  /** Every key this process has met, then those that are new in their places. */
  every(): Iterable<FieldKey>;
}

const idLength = 12;

/** Characters before the sealed part of a text: the id and a dot. */
export const keyMarkLength = idLength + 1;

function createFieldKey(secret: string): FieldKey {
  const hash = createHash('sha256').update(deriveKey(secret, 'key-id'));
  return {
    id: hash.digest('hex').slice(0, idLength),
    sealing: deriveKey(secret, 'field-encryption'),
    indexing: deriveKey(secret, 'blind-index'),
    derive: (purpose, label) => deriveKey(secret, purpose, label),
  };
}

/** Keeps each key of its secrets ready; a key that was met stays until the process ends. */
export function createFieldKeys(secrets: FieldSecrets): FieldKeys {
  const bySecret = new Map<string, FieldKey>();
  const byId = new Map<string, FieldKey>();
  const keyOf = (secret: string) => {
    const key = bySecret.get(secret) ?? createFieldKey(secret);
    bySecret.set(secret, key);
    byId.set(key.id, key);
    return key;
  };
  const known = () => secrets.read().map(keyOf);
  return {
    place: secrets.place,
    known,
    own: () => keyOf(secrets.own()),
    find: (id) => byId.get(id) ?? known().find((key) => key.id === id),
    *every() {
      const met = [...byId.values()];
      yield* met;
      yield* known().filter((key) => !met.includes(key));
    },
  };
}

/** Secrets that are given once and for all. */
export function givenSecrets(place: string, own: string, next?: string): FieldSecrets {
  const all = next === undefined || next === own ? [own] : [own, next];
  return { place, read: () => all, own: () => own };
}
