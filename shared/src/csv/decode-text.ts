export const textEncodings = ['utf-8', 'gb18030'] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** Bytes from the first that is no ASCII on by which an encoding is known. */
const sampleBytes = 4096;
/** UTF-8 with a broken byte here and there stays UTF-8; GB18030 read as such breaks every few bytes. */
const brokenInTen = 10;

/**
 * The text of a stream of bytes, however it is cut, without the mark at its beginning. Where no
 * encoding is declared it is UTF-8 or GB18030, whichever the bytes are. What is no text in it
 * becomes U+FFFD. Holds a few thousand bytes at most besides the piece in hand.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  declared?: TextEncoding,
): AsyncGenerator<string> {
  const decode = declared ? decoderOf(declared) : createGuessingDecoder();
  let isFirst = true;
  const unmarked = (text: string) => {
    if (text === '') return text;
    const marked = isFirst && text.startsWith('\uFEFF');
    isFirst = false;
    return marked ? text.slice(1) : text;
  };
  for await (const piece of bytes) yield unmarked(decode(piece));
  yield unmarked(decode(null));
}

/** Takes the next bytes, null at their end. */
type Decode = (piece: Uint8Array | null) => string;

function decoderOf(encoding: TextEncoding): Decode {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (piece) => (piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
}

/** ASCII is the same in both and passes; from the first other byte on a sample is gathered. */
function createGuessingDecoder(): Decode {
  let decided: Decode | null = null;
  let sample = Buffer.alloc(0);
  return (piece) => {
    if (decided) return decided(piece);
    sample = Buffer.concat([sample, piece ?? Buffer.alloc(0)]);
    const other = sample.findIndex((byte) => byte >= 0x80);
    const plain = sample.toString('latin1', 0, other < 0 ? sample.length : other);
    sample = other < 0 ? Buffer.alloc(0) : sample.subarray(other);
    if (piece && sample.length < sampleBytes) return plain;
    decided = decoderOf(guess(sample.subarray(0, sampleBytes)));
    return plain + decided(sample) + (piece ? '' : decided(null));
  };
}

function guess(sample: Uint8Array): TextEncoding {
  const text = new TextDecoder('utf-8').decode(sample, { stream: true });
  const broken = text.split('\uFFFD').length - 1;
  const others = sample.reduce((count, byte) => (byte >= 0x80 ? count + 1 : count), 0);
  return broken * brokenInTen <= others ? 'utf-8' : 'gb18030';
}
