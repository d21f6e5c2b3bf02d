import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../testing/any-text';
import { isGb18030, toGb18030 } from '../testing/gb18030';
import type { TextEncoding } from './decode-text';
import { type CsvFault, type CsvOptions, type CsvRow, readCsv } from './read-csv';
import { writeCsv } from './write-csv';

type Field = 'code' | 'name' | 'price';
const options: CsvOptions<Field> = {
  columns: [
    { field: 'code', names: ['编码', 'code'], isOptional: false },
    { field: 'name', names: ['名称', 'name'], isOptional: false },
    { field: 'price', names: ['单价', 'price'], isOptional: true },
  ],
  ...{ passedOver: ['备注'], mostBytes: 100_000, mostRows: 100, longestLine: 200 },
};

async function* piecesOf(bytes: Uint8Array, sizes: readonly number[]) {
  let start = 0;
  for (let at = 0; start < bytes.length; at += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[at % sizes.length] ?? 1);
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

type Line = CsvRow<Field> | CsvFault;

async function read(
  content: string | Uint8Array,
  { sizes = [], ...changed }: Partial<CsvOptions<Field>> & { sizes?: readonly number[] } = {},
): Promise<Line[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const lines: Line[] = [];
  for await (const line of readCsv(piecesOf(bytes, sizes), { ...options, ...changed }))
    lines.push(line);
  return lines;
}

const valuesOf = (lines: readonly Line[]) =>
  lines.map((line) => (line.kind === 'row' ? Object.values(line.values) : line.cause));
const faultsOf = (lines: readonly Line[]) =>
  lines.flatMap((line) => (line.kind === 'fault' ? [[line.line, line.column, line.cause]] : []));

/** A text that the writer does not change, of characters that both encodings of the tests have. */
const cell = (character: fc.Arbitrary<string>) =>
  fc
    .string({ unit: character, maxLength: 12 })
    .filter((text) => !/^[=+\-@\t\r]/.test(text) && !text.includes('\0'));
const any = fc.constantFrom(...'",\r\n 药品目录Ａ￥·a1').filter(isGb18030);
const chinese = fc.oneof(
  any,
  fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)),
);
const row = fc
  .tuple(cell(chinese), cell(chinese), cell(any))
  .filter((cells) => cells.some((text) => text.trim() !== ''));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 });

describe('a list', () => {
  it.each<[string, (text: string) => Buffer, TextEncoding | undefined]>([
    ['UTF-8 that is declared', (text) => Buffer.from(text), 'utf-8'],
    ['UTF-8 without a mark', (text) => Buffer.from(text.slice(1)), undefined],
    ['UTF-8 with one', (text) => Buffer.from(text), undefined],
    ['GB18030 that is declared', (text) => toGb18030(text.slice(1)), 'gb18030'],
    ['GB18030', (text) => toGb18030(text.slice(1)), undefined],
  ])('is read as it was written, in %s, however it is cut', async (_what, encode, encoding) => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), sizes, async (rows, cut) => {
        const bytes = encode(writeCsv(['编码', '名称', '单价'], rows));
        expect(valuesOf(await read(bytes, { encoding, sizes: cut }))).toEqual(rows);
      }),
    );
  });

  it('is read as it was written, whatever characters Unicode has', async () => {
    const text = cell(anyText({ minLength: 1, maxLength: 1 })).filter(
      (value) => !value.includes('\uFFFD') && value.trim() !== '',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text)), sizes, async (rows, cut) => {
        const bytes = Buffer.from(writeCsv(['编码', '名称'], rows));
        expect(valuesOf(await read(bytes, { encoding: 'utf-8', sizes: cut }))).toEqual(rows);
      }),
    );
  });

  it('yields the same lines and faults for any bytes, however they are cut', async () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(...Buffer.from('",\r\nab')), fc.nat(255)), {
      maxLength: 120,
    });
    await fc.assert(
      fc.asyncProperty(bytes, sizes, async (noise, cut) => {
        const list = Buffer.concat([Buffer.from('code,name\n'), Buffer.from(noise)]);
        const whole = await read(list, { longestLine: 20 });
        expect(await read(list, { longestLine: 20, sizes: cut })).toEqual(whole);
      }),
    );
  });

  it('names its columns in Chinese or English, in any order and width', async () => {
    const [line] = await read('备注, ＣＯＤＥ ,名称\nx,1,a\n');
    expect(line).toEqual({
      ...{ kind: 'row', line: 2, values: { code: '1', name: 'a' } },
      titles: { code: 'ＣＯＤＥ', name: '名称' },
    });
  });

  it('counts lines, those within quotes and empty ones too', async () => {
    const lines = await read('code,name\r\n\r\n1,"a\r\nb"\n,\r2,b\r\n"3","c""d",\r4,');
    expect(lines.map(({ line }) => line)).toEqual([3, 6, 7, 8]);
    expect(valuesOf(lines)).toEqual([
      ['1', 'a\r\nb'],
      ['2', 'b'],
      'has 3 fields, the first line 2',
      ['4', ''],
    ]);
  });
});

describe('a fault of a list', () => {
  it.each<[string, string, unknown[]]>([
    ['a column missing', 'code\n1', [[1, '名称', 'the column is missing']]],
    ['a column unknown', 'code,name,nmae\n', [[1, 'nmae', 'the column is not known']]],
    ['a column twice', 'code,name,编码\n', [[1, '编码', 'the column stands twice, also as code']]],
    [
      'a column of a long name',
      `code,name,${'x'.repeat(61)}\n`,
      [[1, 'x'.repeat(60), 'the column is not known']],
    ],
    ['nothing', '\n\n', [[1, null, 'the list is empty']]],
    [
      'text after a quote',
      'code,name\n1,"a"b\n2,c',
      [[2, 'name', 'text follows the quote that closes it']],
    ],
    [
      'a quote left open',
      'code,name\n1,a\n2,"b\n3,c',
      [[3, 'name', 'the quote that begins it is not closed']],
    ],
    ['too few fields', 'code,name\n1\n2,b', [[2, null, 'has 1 fields, the first line 2']]],
  ])('is told by its line and column: %s', async (_what, text, faults) => {
    expect(faultsOf(await read(text))).toEqual(faults);
  });

  it('is a line longer than allowed, and reading goes on after it', async () => {
    const [long, fits] = ['a'.repeat(199), 'a'.repeat(198)];
    const lines = await read(`code,name\n1,${long}\n2,${fits}\n3,"${long}`);
    const cause = 'the line is longer than 200 characters, or a quote is not closed';
    expect(valuesOf(lines)).toEqual([cause, ['2', fits], cause]);
    expect(lines.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it('is a byte that is no text, wherever it stands', async () => {
    const good = Buffer.from('code,name\n1,苯磺酸氨氯地平片\n2,');
    const list = Buffer.concat([good, Buffer.from([0xe8, 0x8d]), Buffer.from('\n3,硝苯地平片\n')]);
    expect(faultsOf(await read(list))).toEqual([
      [3, 'name', 'holds bytes that are no text in the encoding'],
    ]);
    const late = Buffer.concat([toGb18030('编码,名称\n1,药品\n2,'), Buffer.from([0xff])]);
    expect(faultsOf(await read(late))).toEqual([
      [3, '名称', 'holds bytes that are no text in the encoding'],
    ]);
  });

  it('is one line too many, and one byte too many', async () => {
    const list = 'code,name\n1,a\n2,b\n';
    expect(faultsOf(await read(list, { mostRows: 2, mostBytes: list.length }))).toEqual([]);
    expect(faultsOf(await read(list, { mostRows: 1 }))).toEqual([
      [3, null, 'the list has more than 1 lines'],
    ]);
    for (const cut of [[], [1], [7]])
      expect(
        faultsOf(await read(list, { mostBytes: list.length - 1, sizes: cut })).at(-1)?.[2],
      ).toBe('the list is larger than 17 bytes');
  });

  it('is a list without end that has no line, after as much as is allowed', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(1000, 'a');
      }
    }
    const lines: Line[] = [];
    for await (const line of readCsv(endless(), options)) lines.push(line);
    expect(faultsOf(lines)).toEqual([[1, null, 'the list is larger than 100000 bytes']]);
    expect(taken).toBe(101);
  });
});
