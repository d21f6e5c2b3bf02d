import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };

/** A character of any number Unicode has. */
const sign = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  .map((place) =>
    String.fromCodePoint(place < surrogates.first ? place : place + surrogates.count),
  );

/**
 * Any text, for properties. `unit: 'binary'` of fast-check means the same, and makes a table of all
 * characters first: a second and 100 MB in every suite that says it.
 */
export const anyText = (
  length: { readonly minLength?: number; readonly maxLength?: number } = {},
) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.string({ ...length, unit: sign }) },
    // With the words that programs trip over.
    { weight: 1, arbitrary: fc.string(length) },
  );
