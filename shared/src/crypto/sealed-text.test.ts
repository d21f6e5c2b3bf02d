import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors/domain-error';
import { givenSecrets } from './field-keys';
import { openSecret, sealSecret } from './kept-secret';
import { createKeyRing } from './key-ring';
import { createFieldCipher, keyIdOf, open, seal, tryOpen } from './sealed-text';

const viewerKey = 'v'.repeat(32);
const [one, two] = ['a'.repeat(32), 'b'.repeat(32)];
const ring = (fieldKey: string) => createKeyRing({ fieldKey, viewerKey });
const both = createKeyRing({ viewerKey, fieldKey: givenSecrets('FIELD_KEY', one, two) });
const cipher = createFieldCipher(ring(one));
const number = '341799196803179064';

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a sealed column', () => {
  it('opens to what was sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cipher.open(cipher.seal(text))).toBe(text);
      }),
    );
  });

  it('differs each time and never shows the text', () => {
    const sealed = [cipher.seal(number), cipher.seal(number)];
    expect(sealed[0]).not.toBe(sealed[1]);
    const [, bytes = ''] = (sealed[0] ?? '').split('.');
    expect(Buffer.from(bytes, 'base64').toString('latin1')).not.toContain('3417');
  });

  it('fits its column with the longest number there is', () => {
    expect(cipher.seal('\u{20BB7}'.repeat(64)).length).toBeLessThanOrEqual(400);
  });

  it('opens by every key of the ring, and is sealed by the own one', () => {
    const ringCipher = createFieldCipher(both);
    expect(ringCipher.open(createFieldCipher(ring(two)).seal(number))).toBe(number);
    expect(keyIdOf(ringCipher.seal(number))).toBe(ring(one).fields.own().id);
  });

  it.each([one, two])('opens from before keys had ids, by whichever key fits', (secret) => {
    const [, unmarked = ''] = createFieldCipher(ring(secret)).seal(number).split('.');
    expect(createFieldCipher(both).open(unmarked)).toBe(number);
  });

  it('is refused with the id of its key where that is not here, and shows nothing', () => {
    const error = refusal(() => createFieldCipher(ring(two)).open(cipher.seal(number)));
    expect(error.code).toBe('UNAVAILABLE');
    expect(error.details).toEqual({ keyId: ring(one).fields.own().id });
    expect(error.message).not.toContain(number);
  });

  it('is refused under a forged key id', () => {
    const [, bytes = ''] = cipher.seal(number).split('.');
    const forged = `${ring(two).fields.own().id}.${bytes}`;
    expect(refusal(() => createFieldCipher(both).open(forged)).code).toBe('UNAVAILABLE');
  });

  it('is refused, never garbage, whatever stands in its place', () => {
    const text = fc.oneof(fc.string(), fc.base64String(), fc.constant(cipher.seal('')));
    fc.assert(
      fc.property(text, fc.nat(), fc.string({ minLength: 1 }), (sealed, at, other) => {
        const place = at % (sealed.length + 1);
        const changed = `${sealed.slice(0, place)}${other}${sealed.slice(place)}`;
        fc.pre(bytesOf(changed) !== bytesOf(sealed) || keyIdOf(changed) !== keyIdOf(sealed));
        const { code, message } = refusal(() => createFieldCipher(both).open(changed));
        expect(code).toBe('UNAVAILABLE');
        expect(message.length).toBeLessThan(120);
      }),
    );
  });

  it('does not open when one bit was changed, or a part is missing', () => {
    const key = Buffer.alloc(32, 7);
    const sealed = seal(key, Buffer.from('text'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, changed)).toThrow();
      expect(tryOpen(key, sealed.subarray(0, at))).toBeNull();
    }
  });
});

const bytesOf = (sealed: string) =>
  Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64').toString('hex');

describe('a blind index', () => {
  it('is equal for equal text of a kind and for nothing else', () => {
    const index = cipher.blindIndex('RESIDENT_ID', number);
    expect(cipher.blindIndex('RESIDENT_ID', number)).toBe(index);
    expect(cipher.blindIndex('PASSPORT', number)).not.toBe(index);
    expect(createFieldCipher(ring(two)).blindIndex('RESIDENT_ID', number)).not.toBe(index);
    expect(index).toHaveLength(43);
  });
});

describe('a kept secret', () => {
  const { fields } = both;
  const secret = Buffer.alloc(32, 5);
  const sealed = sealSecret('log', fields.own(), secret);

  it('opens under its name, by every key of the ring', () => {
    expect(openSecret('log', fields, sealed)).toEqual(secret);
    const next = sealSecret('log', ring(two).fields.own(), secret);
    expect(openSecret('log', fields, next)).toEqual(secret);
  });

  it('opens under no other name, and no sealed column passes for one', () => {
    expect(openSecret('other', fields, sealed)).toBeNull();
    expect(openSecret('log', fields, cipher.seal(number))).toBeNull();
  });

  it('tells a key that is not here from a text that was changed', () => {
    expect(openSecret('log', ring(two).fields, sealed)).toBeUndefined();
    expect(openSecret('log', fields, `${sealed.slice(0, -4)}AAAA`)).toBeNull();
  });
});

describe('a key’s id', () => {
  it('tells keys apart and nothing of the secret', () => {
    const ids = [one, two, `${one}a`].map((secret) => ring(secret).fields.own().id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
  });
});
