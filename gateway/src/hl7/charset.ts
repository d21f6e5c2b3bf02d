import { gb2312Share, holdsChinese, isStrangeLatin, isSurelyUtf8 } from './charset-evidence';
import { type Charset, charsetChoices, charsetNamed } from './charset-names';
import { errorCode } from './error-code';
import { withoutLead } from './header';
import { Hl7Refusal, notHl7 } from './refusal';

export interface Decoded {
  readonly text: string;
  readonly charset: Charset;
}

/**
 * Decodes a message in the character set its MSH-18 declares, or refuses it (AR). Nothing is
 * guessed and nothing replaced: bytes that do not fit the declaration, or fit it only by
 * accident, would reach a patient's record garbled.
 */
export function decodeMessage(bytes: Buffer, declared: string): Decoded {
  const charset = charsetNamed(declared);
  if (charset === undefined)
    throw undecodable(`names a character set this door does not read: send ${charsetChoices}.`);
  const message = withoutLead(bytes);
  const text = decodeStrictly(message, charset);
  if (text === undefined)
    throw undecodable(`says ${charset}, and the bytes are not: declare what is sent.`);
  const other = contradiction(message, charset, text);
  if (other !== undefined)
    throw undecodable(`says ${charset}, and the bytes are ${other}: declare what is sent.`);
  const control = controlCharacter(text);
  if (control !== undefined)
    throw notHl7(`The message holds the control character 0x${control}: it is damaged.`);
  return { text, charset };
}

const decoders = {
  'UTF-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  GB18030: new TextDecoder('gb18030', { fatal: true }),
};

/** Undefined where a byte does not belong to the character set. */
export function decodeStrictly(bytes: Buffer, charset: Charset): string | undefined {
  if (charset === 'ASCII' || charset === 'ISO-8859-1') {
    // 0x80 to 0x9F are control characters of ISO 8859-1 that no report holds.
    const limit = charset === 'ASCII' ? 0x80 : 0xa0;
    const strange = bytes.some((byte) => byte >= 0x80 && (byte < limit || limit === 0x80));
    return strange ? undefined : bytes.toString('latin1');
  }
  try {
    return decoders[charset].decode(bytes);
  } catch (error) {
    if (errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
    throw error;
  }
}

/** The character set the bytes show instead of the declared one, in which they decode as well. */
function contradiction(bytes: Buffer, charset: Charset, text: string): string | undefined {
  if (charset === 'ASCII' || bytes.every((byte) => byte < 0x80)) return undefined;
  if (charset === 'UTF-8')
    return !isSurelyUtf8(text) && readsAsChinese(bytes) ? 'GB18030' : undefined;
  const utf8 = decodeStrictly(bytes, 'UTF-8');
  if (utf8 !== undefined && (charset === 'ISO-8859-1' || isSurelyUtf8(utf8))) return 'UTF-8';
  if (charset === 'GB18030') return undefined;
  const pairs = gb2312Share(bytes) >= 0.5;
  return pairs || (isStrangeLatin(text) && readsAsChinese(bytes)) ? 'GB18030' : undefined;
}

const readsAsChinese = (bytes: Buffer) => holdsChinese(decodeStrictly(bytes, 'GB18030') ?? '');

function controlCharacter(text: string): string | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const allowed =
      code >= 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0x0c;
    if (!allowed) return code.toString(16).padStart(2, '0').toUpperCase();
  }
  return undefined;
}

const undecodable = (cause: string) =>
  new Hl7Refusal('AR', 'TABLE_VALUE', `MSH-18: ${cause}`, {
    segment: 'MSH',
    sequence: 1,
    field: 18,
  });
