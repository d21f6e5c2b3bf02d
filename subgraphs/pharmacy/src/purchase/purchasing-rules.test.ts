import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPurchasingRules } from './purchasing-rules';

const shipped: object = JSON.parse(
  readFileSync(resolve(__dirname, '../../data/purchasing.json'), 'utf8'),
);

describe('the rules of purchasing', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-purchasing-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (change: object = {}) => {
    const path = join(folder, 'purchasing.json');
    writeFileSync(path, JSON.stringify({ ...shipped, ...change }));
    return readPurchasingRules(path);
  };
  const one = { id: 'supplier-west', name: '示例', makers: ['甲'] };

  it('name the supplier of a maker, and one for all others', () => {
    const { supplierOf } = read();
    expect(supplierOf({ maker: '示例制药甲有限公司' }).id).toBe('supplier-east');
    expect(supplierOf({ maker: '别的药厂' }).id).toBe('supplier-west');
    expect(supplierOf({ maker: null }).id).toBe('supplier-west');
  });

  it('give three days to deliver and thirty to pay', () => {
    const at = new Date('2026-06-01T01:00:00Z');
    expect(read().deliverBy(at)).toEqual(new Date('2026-06-04T01:00:00Z'));
    expect(read().payBy(at)).toEqual(new Date('2026-07-01T01:00:00Z'));
  });

  it.each([
    ['a supplier twice', { suppliers: [one, one] }, 'suppliers supplier-west: the supplier stands'],
    ['a maker twice', { suppliers: [one, { ...one, id: 'other' }] }, '甲 has another supplier'],
    ['no name', { suppliers: [{ ...one, name: '' }] }, 'suppliers supplier-west: name must be'],
    ['a long id', { suppliers: [{ ...one, id: 'x'.repeat(37) }] }, 'id must be at most 36'],
    [
      'a long name',
      { suppliers: [{ ...one, name: '名'.repeat(101) }] },
      'name must be at most 100',
    ],
    ['none for others', { otherwise: 'nobody' }, 'otherwise must be one of the suppliers'],
    ['no time to deliver', { deliverWithinDays: 0 }, 'deliverWithinDays must be'],
    ['no time to pay', { payWithinDays: 0.5 }, 'payWithinDays must be'],
    ['less than the minimum', { refillTimes: 0.9 }, 'refillTimes must be 1 or more'],
  ])('are refused with %s', (_, change, words) => {
    expect(() => read(change)).toThrow(words);
  });
});
