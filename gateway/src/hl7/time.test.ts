import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msh, parsed } from './testing/messages';
import { parseTime, readInstant, readTime } from './time';

const obr = (time: string) => {
  const segment = parsed(msh(), `OBR|1||||||${time}`).segments[1];
  if (!segment) throw new Error('There is no OBR.');
  return segment;
};

describe('a time stamp', () => {
  it.each([
    ['20261121080000', '2026-11-21T00:00:00.000Z'],
    ['202611210800', '2026-11-21T00:00:00.000Z'],
    ['20261121', '2026-11-20T16:00:00.000Z'],
    ['20261121080000+0530', '2026-11-21T02:30:00.000Z'],
    ['20261121080000-0400', '2026-11-21T12:00:00.000Z'],
    ['20261121080000.2340', '2026-11-21T00:00:00.234Z'],
    ['20240229', '2024-02-28T16:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(readInstant(obr(text), 7)).toBe(instant);
  });

  it.each(['', '0000', '00000000', '2026', '202611'])('"%s" gives no instant', (text) => {
    expect(readInstant(obr(text), 7)).toBeUndefined();
  });

  it.each([
    '20261131',
    '20230229',
    '2026112124',
    '20261121086000',
    '2026-11-21',
    'now',
    '20261121+9900',
  ])('%s is refused with the name of its field', (text) => {
    expect(() => readTime(obr(text), 7)).toThrow(/^OBR-7: is no date/);
  });

  it('keeps the day as printed, whatever the offset', () => {
    expect(readTime(obr('20230504001023-0500'), 7)?.day).toBe('2023-05-04');
  });

  it('is read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-.Z ') }), (text) => {
        const time = parseTime(text);
        expect(time === undefined || /^\d{4}-\d\d-\d\dT/.test(time.instant)).toBe(true);
      }),
    );
  });
});
