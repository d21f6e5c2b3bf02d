import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shownId } from './shown-id';

describe('shownId', () => {
  it.each([
    'p1',
    'county-hospital',
    'village-dongpu-1',
    '00000000-0000-4000-8000-d2ccd69bad84',
    '12345678-1234-4234-8234-123456789012',
  ])('repeats the id %s', (id) => {
    expect(shownId(id)).toBe(id);
  });

  it.each([
    '341799197304159178',
    '34179919730415917X',
    '19900097391',
    'E1234567',
    '阚昊',
    '',
    'a b',
  ])('does not repeat %j', (text) => {
    expect(shownId(text)).toBe('(not an id)');
  });

  it('repeats every id this product gives', () => {
    fc.assert(fc.property(fc.uuid(), (id) => shownId(id) === id));
  });
});
