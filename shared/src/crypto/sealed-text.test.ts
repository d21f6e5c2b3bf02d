import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyRing } from './key-ring';
import { createFieldCipher, open, seal } from './sealed-text';

const ring = (fieldKey: string) => createKeyRing({ fieldKey, viewerKey: 'v'.repeat(32) });
const cipher = createFieldCipher(ring('a'.repeat(32)));

describe('a sealed column', () => {
  it('opens to what was sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cipher.open(cipher.seal(text))).toBe(text);
      }),
    );
  });

  it('differs each time and never shows the text', () => {
    const sealed = [cipher.seal('341799196803179064'), cipher.seal('341799196803179064')];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(Buffer.from(sealed[0] ?? '', 'base64').toString('latin1')).not.toContain('3417');
  });

  it('does not open with another key', () => {
    const sealed = cipher.seal('341799196803179064');
    expect(() => createFieldCipher(ring('b'.repeat(32))).open(sealed)).toThrow();
  });

  it('does not open when one bit was changed', () => {
    const key = Buffer.alloc(32, 7);
    const sealed = seal(key, Buffer.from('text'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, changed)).toThrow();
    }
  });
});

describe('a blind index', () => {
  it('is equal for equal text of a kind and for nothing else', () => {
    const index = cipher.blindIndex('RESIDENT_ID', '341799196803179064');
    expect(cipher.blindIndex('RESIDENT_ID', '341799196803179064')).toBe(index);
    expect(cipher.blindIndex('PASSPORT', '341799196803179064')).not.toBe(index);
    expect(
      createFieldCipher(ring('b'.repeat(32))).blindIndex('RESIDENT_ID', '341799196803179064'),
    ).not.toBe(index);
    expect(index).toHaveLength(43);
  });
});
