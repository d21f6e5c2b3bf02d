import { ConfigError } from '../config/read-env';
import { DomainError } from '../errors/domain-error';
import type { FieldKeys } from './field-keys';

/** What stands sealed in a column was changed, or its key is not here: no part of it is shown. */
export class SealedTextUnreadable extends DomainError {
  constructor(keyId: string) {
    super(
      'UNAVAILABLE',
      `A number that is stored under key ${shown(keyId)} cannot be opened here. Tell who runs this system.`,
      { keyId: shown(keyId) },
    );
  }
}

/** The key that is written with now is not here: nothing is stored under another. */
export class FieldKeyMissing extends DomainError {
  constructor(keyId: string) {
    super(
      'UNAVAILABLE',
      `Numbers are kept under key ${shown(keyId)} now, which this part does not have. Try again once it was restarted with it.`,
      { keyId: shown(keyId) },
    );
  }
}

/** What stands in the place of an id may be anything. */
const shown = (keyId: string) => (/^[0-9a-f]{12}$/.test(keyId) ? keyId : 'unknown');

/** Stops the start: what is stored was sealed under another key than the one that is given. */
export class WrongFieldKey extends ConfigError {
  constructor(fields: FieldKeys, what: string, expected: readonly string[] = []) {
    const found = fields.known().map(({ id }) => id);
    const wanted = expected.length > 0 ? `key ${expected.join(' or ')}` : 'another key';
    super(
      fields.place,
      found.length === 0
        ? `is missing, and ${what} is kept under ${wanted}: restore it from the backup.`
        : `is not the key ${what} is kept under (expected ${wanted}, found ${found.join(' and ')}): set it back, or restore it from the backup.`,
    );
  }
}

/** Stops the start: while keys are changed both are needed. */
export class KeyChangeUnderWay extends ConfigError {
  constructor(fields: FieldKeys, { from, to }: { from: string; to: string }) {
    const found = fields.known().map(({ id }) => id);
    super(
      fields.place,
      `is being changed from key ${from} to key ${to}, and ${found.join(' and ') || 'neither'} is here: give both, as FIELD_KEY and FIELD_KEY_NEXT or in the key folder, until npm run keys:rotate has finished.`,
    );
  }
}
