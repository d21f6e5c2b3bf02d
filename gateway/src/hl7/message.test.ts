import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeMessage } from './charset';
import { readHeader } from './header';
import { parseMessage } from './message';
import { Hl7Refusal } from './refusal';
import { splitMessages } from './split-frame';
import { aBloodCount, lines, msh, parsed } from './testing/messages';

const readAny = (bytes: Buffer) =>
  splitMessages(bytes).map((one) => parseMessage(decodeMessage(one, readHeader(one).charset)));

/** Every error but a refusal. */
const failure = (bytes: Buffer) => {
  try {
    readAny(bytes);
    return undefined;
  } catch (error) {
    return error instanceof Hl7Refusal ? undefined : error;
  }
};

describe('parsing', () => {
  it('reads components, subcomponents and repetitions', () => {
    const segment = parsed(msh(), 'PID|1||A&x^^^B&C~D||李\\T\\^四').segments[1];
    const read = [segment?.first(3), segment?.text(3, 4), segment?.text(3, 1, 2), segment?.text(5)];
    expect(read).toEqual(['A', 'B&C', 'D', '李&']);
  });

  it('counts the fields of MSH as the standard does', () => {
    const { header } = parsed(msh({ controlId: 'X7' }));
    expect([header.text(3), header.text(10), header.text(12)]).toEqual(['LIS', 'X7', '2.5.1']);
  });

  it('counts the segments of one name', () => {
    const { segments } = parsed(msh(), 'OBX|1', 'NTE|1', 'OBX|2');
    expect(segments[3]?.sequence).toBe(2);
  });

  it('takes a field of two quotes as nothing', () => {
    expect(parsed(msh(), 'PID|1||""').segments[1]?.text(3)).toBe('');
  });

  it('reads other delimiters', () => {
    const bytes = Buffer.from('MSH#*!?$#LIS#F\rPID#1##A*B!C\r');
    expect(readAny(bytes)[0]?.segments[1]?.text(3, 1, 2)).toBe('C');
  });

  it.each(['^~\\\\&', '^~^&', '^~\\', 'ABCD', '^~\\&#x'])('refuses MSH-2 of %s', (encoding) => {
    const bytes = Buffer.from(lines(msh().replace('^~\\&', encoding), 'PID|1'));
    expect(() => readAny(bytes)).toThrow(/^MSH-2: must hold/);
  });

  it('refuses a value that was broken in two lines', () => {
    expect(() => parsed(msh(), 'OBX|1|TX|A||first half', 'second half|||||F')).toThrow(
      /^Line 3 is no segment/,
    );
  });

  it('never fails but by its own refusal, on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(failure(Buffer.from(bytes))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('never fails but by its own refusal, on a message with bytes changed', () => {
    const places = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 8 });
    fc.assert(
      fc.property(places, (changes) => {
        const bytes = Buffer.from(aBloodCount());
        for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
        expect(failure(bytes)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  const parsedSegments = (text: string) => readAny(Buffer.from(text))[0]?.segments.length ?? 0;

  it('keeps every one of many segments', () => {
    const one = 'OBX|2|NM|RBC^红细胞^L||4.5|10*12/L\r';
    const few = parsedSegments(aBloodCount());
    expect(parsedSegments(aBloodCount() + one.repeat(10_000))).toBe(few + 10_000);
  });
});
