import { describe, expect, it } from '@jest/globals';
import { decode } from 'iconv-lite';
import { acknowledge, fromRawHeader, fromText } from './acknowledge';
import type { Charset } from './charset-names';
import { readDelimiters } from './delimiters';
import { readHeader } from './header';
import { badField, notHl7 } from './refusal';
import { msh } from './testing/messages';

const now = new Date('2026-11-21T02:00:00Z');
const to = (header: string, charset: Charset = 'UTF-8', declared = 'UNICODE UTF-8') =>
  fromText(header, readDelimiters(header), charset, declared);
const text = (bytes: Buffer) => bytes.toString('utf8').split('\r');

describe('an acknowledgement', () => {
  it('mirrors the header and names the message', () => {
    expect(text(acknowledge(to(msh()), { code: 'AA' }, 'ACK1', now))).toEqual([
      'MSH|^~\\&|LIANYI|YUNXI|LIS|county-hospital|20261121100000+0800||ACK^R01^ACK|ACK1|P|2.5.1||||||UNICODE UTF-8',
      'MSA|AA|MSG1',
      '',
    ]);
  });

  it('names segment, field, condition and cause of a refusal', () => {
    const refusal = badField(
      { segment: 'OBX', sequence: 3, field: 5 },
      'DATA_TYPE',
      'a|b is no number.',
    );
    const [, msa, err] = text(acknowledge(to(msh()), { code: 'AE', refusal }, 'ACK1', now));
    expect([msa, err]).toEqual([
      'MSA|AE|MSG1|OBX-5: a\\F\\b is no number.',
      'ERR||OBX^3^5|102^Data type error^HL70357|E||||OBX-5: a\\F\\b is no number.',
    ]);
  });

  it('fills the first field of ERR for versions before 2.5', () => {
    const refusal = badField({ segment: 'PID', sequence: 1, field: 5 }, 'REQUIRED_FIELD', 'x');
    const [, , err] = text(
      acknowledge(to(msh({ version: '2.3.1' })), { code: 'AE', refusal }, 'ACK1', now),
    );
    expect(err).toMatch(/^ERR\|PID\^1\^5\^101&Required field missing&HL70357\|PID\^1\^5\|/);
  });

  it('is written in the delimiters of the message', () => {
    const header = 'MSH#*!?$#LIS#F#X#Y#2026##ADT*A01#7#P#2.4';
    const [line] = text(acknowledge(to(header), { code: 'AA' }, 'ACK1', now));
    expect(line).toMatch(/^MSH#\*!\?\$#X#Y#LIS#F#.*#ACK\*A01\*ACK#/);
  });

  it('is written in GB18030 where the message was', () => {
    const header = msh({ facility: '瑋鈤卫生院', charset: 'GB18030' });
    const bytes = acknowledge(to(header, 'GB18030', 'GB18030'), { code: 'AA' }, 'ACK1', now);
    expect(decode(bytes, 'gb18030')).toContain('|LIS|瑋鈤卫生院|');
  });

  it('is written in UTF-8, and says so, where the character set of the message cannot hold it', () => {
    const answer = { code: 'AA' as const, remark: '结果' };
    const lines = text(acknowledge(to(msh(), 'ASCII', 'ASCII'), answer, 'ACK1', now));
    expect(lines).toMatchObject([expect.stringMatching(/UNICODE UTF-8$/), 'MSA|AA|MSG1|结果', '']);
  });

  it('keeps the control id of a message that cannot be decoded', () => {
    const header = readHeader(Buffer.from([...Buffer.from(msh()), 0x0d, 0xff]));
    const answer = { code: 'AR' as const, refusal: notHl7('x') };
    expect(text(acknowledge(fromRawHeader(header), answer, 'ACK1', now))[1]).toBe('MSA|AR|MSG1|x');
  });

  it('is sent for bytes that are no message', () => {
    const answer = { code: 'AR' as const, refusal: notHl7('x') };
    const bytes = acknowledge(fromRawHeader(readHeader(Buffer.from('GET /'))), answer, 'ACK1', now);
    expect(text(bytes)[1]).toBe('MSA|AR||x');
  });
});
