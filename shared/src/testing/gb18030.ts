/** Two bytes for each character that has two in GB18030, as the platform's decoder reads them. */
const twoBytes = new Map<string, readonly [number, number]>();
const decoder = new TextDecoder('gb18030');
for (let first = 0x81; first <= 0xfe; first += 1)
  for (let second = 0x40; second <= 0xfe; second += 1) {
    const [character, ...others] = decoder.decode(Uint8Array.of(first, second));
    if (character !== undefined && others.length === 0 && character !== '\uFFFD')
      twoBytes.set(character, [first, second]);
  }

/** Whether a character is ASCII or has two bytes in GB18030. */
export const isGb18030 = (character: string) => character <= '\x7F' || twoBytes.has(character);

/** A text in GB18030, of characters with one and two bytes. Throws on any other. */
export const toGb18030 = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((character) => {
      if (character <= '\x7F') return [character.charCodeAt(0)];
      const bytes = twoBytes.get(character);
      if (!bytes) throw new Error(`${character} has no two bytes in GB18030`);
      return [...bytes];
    }),
  );
