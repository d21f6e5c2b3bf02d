import { describe, expect, it } from '@jest/globals';
import { splitMessages } from './split-frame';
import { aBloodCount, inGb18030 } from './testing/messages';

const split = (text: string) => splitMessages(Buffer.from(text)).map(String);
const first = aBloodCount({ controlId: 'A' }).trimEnd();
const second = aBloodCount({ controlId: 'B' }).trimEnd();

describe('the messages of a frame', () => {
  it('are one where there is one', () => {
    expect(split(first)).toEqual([first]);
  });

  it('are taken out of their batch headers and trailers', () => {
    const batch = `FHS|^~\\&|A\rBHS|^~\\&|A\r${first}\r${second}\rBTS|2\rFTS|1\r`;
    expect(split(batch)).toEqual([first, second]);
  });

  it('may follow each other without a batch', () => {
    expect(split(`${first}\r\r${second}`)).toEqual([first, second]);
  });

  it('may end their lines with LF or CRLF', () => {
    expect(split(`${first}\r\n${second}\n`.replaceAll('\r', '\r\n'))).toHaveLength(2);
  });

  it('may be in GB18030', () => {
    const bytes = inGb18030(aBloodCount({ name: '李^瑋', charset: 'GB18030' }).trimEnd());
    expect(splitMessages(bytes)).toEqual([bytes]);
  });

  it('may follow a byte order mark and blank lines', () => {
    expect(split(`\ufeff\r\n${first}`)).toEqual([first]);
  });

  it('do not begin at a line of text that starts with MSH', () => {
    expect(split(`${first}\rMSH is no header`)).toHaveLength(1);
  });

  it.each(['', 'begin 644 WAV.DAT\n', 'PID|1\rMSH|^~\\&|A\r', 'FHS|^~\\&\rFTS|0\r', 'MSH'])(
    'are missed in %j',
    (text) => {
      expect(() => split(text)).toThrow(/^This is no HL7 v2 message/);
    },
  );
});
