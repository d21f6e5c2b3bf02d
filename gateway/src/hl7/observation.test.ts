import { describe, expect, it } from '@jest/globals';
import { isPosted, readItem, readObservation } from './observation';
import { msh, parsed } from './testing/messages';

const obx = (line: string) => {
  const segment = parsed(msh(), line).segments[1];
  if (!segment) throw new Error('There is no OBX.');
  return segment;
};
const read = (line: string) => readObservation({ obx: obx(line), notes: [] });

describe('the value of a result', () => {
  it.each([
    ['NM||5.60', '5.60'],
    ['NM||0065.88', '0065.88'],
    ['SN||<^0.01', '<0.01'],
    ['SN||^1^:^128', '1:128'],
    ['SN||^10^-^20', '10-20'],
    ['ST||阴性(-)', '阴性(-)'],
    ['ST||A \\T\\ B & C', 'A & B & C'],
    ['TX||第一行\\.br\\第二行', '第一行\n第二行'],
    ['FT||one~two', 'one\ntwo'],
    ['CWE||260385009^Negative^SCT', 'Negative'],
    ['CWE||260385009^Negative^SCT^NEG^阴性^L^^^阴性 (-)', '阴性 (-)'],
    ['CE||NEG^阴性^L', '阴性'],
    ['CE||POS', 'POS'],
    ['CWE||260415000^^SCT^^^^^^Not detected', 'Not detected'],
    ['DT||20261121', '20261121'],
    ['RP||https://example.org/a?x=1\\T\\y=2^^image^JPEG', 'https://example.org/a?x=1&y=2'],
  ])('%s is printed as %j', (rest, value) => {
    const [type, , printed] = rest.split('|');
    expect(read(`OBX|1|${type}|A^甲^L||${printed}|||||||F`).value).toBe(value);
  });

  it('keeps the blanks the laboratory printed', () => {
    expect(read('OBX|1|ST|A||  3+ |||||||F').value).toBe('  3+ ');
  });

  it('says where an attached file is', () => {
    const { value } = read('OBX|1|ED|A||^IM^JPEG^Base64^VGhpcw==||||||F');
    expect(value).toBe('[IM/JPEG: kept with the original message 附件存于原始报文]');
  });

  it('needs a type', () => {
    expect(() => read('OBX|1||A||5.6')).toThrow(/^OBX-2: must tell the type/);
  });
});

describe('the unit, range and flag of a result', () => {
  it.each([
    ['10\\S\\9/L', '10^9/L'],
    ['10^9/L', '10^9/L'],
    ['×10^12/L', '×10^12/L'],
    ['g/L^gram per liter^UCUM', 'g/L'],
    ['^beats/min^ISO', 'beats/min'],
    ['μmol/L', 'μmol/L'],
  ])('unit %s is printed as %s', (field, unit) => {
    expect(read(`OBX|1|NM|A||1|${field}`).unit).toBe(unit);
  });

  it('keeps a range with an unescaped delimiter in it', () => {
    expect(read('OBX|1|NM|A||1||3.5^9.5').referenceRange).toBe('3.5^9.5');
  });

  it.each([
    ['N', 'N'],
    ['↑', '↑'],
    ['A^Abnormal^HL70078', 'A'],
    ['H~HH', 'HH'],
  ])('flag %s is %s', (field, flag) => {
    expect(read(`OBX|1|NM|A||1|||${field}`).flag).toBe(flag);
  });

  it('leave out what was not sent', () => {
    expect(read('OBX|1|NM|A||1')).toEqual({ code: 'A', value: '1' });
  });
});

describe('the item of a result', () => {
  it.each([
    ['WBC^白细胞^L^6690-2^Leukocytes^LN', '6690-2', '白细胞'],
    ['6690-2^Leukocytes^LN^WBC^白细胞^L', '6690-2', '白细胞'],
    ['6690-2^Leukocytes^LN', '6690-2', 'Leukocytes'],
    ['WBC^白细胞', 'WBC', '白细胞'],
    ['^白细胞', '白细胞', '白细胞'],
    ['SARSCOV2^SARS-CoV-2 RNA^LAB_IN^94500-6^^LOINC', '94500-6', 'SARS-CoV-2 RNA'],
    ['71020&IMP^Chest', '71020', 'Chest'],
  ])('%s has code %s', (field, code, text) => {
    expect(readItem(obx(`OBX|1|NM|${field}||1`), 3)).toEqual({ code, text });
  });

  it('must be named', () => {
    expect(() => read('OBX|1|NM|||1')).toThrow(/^OBX-3: must say what/);
  });
});

describe('a result segment', () => {
  it.each(['F', 'C', 'P', 'R', 'S', 'U', ''])('of status %j is posted', (status) => {
    expect(isPosted(obx(`OBX|1|NM|A||1||||||${status}`))).toBe(true);
  });

  it.each(['D', 'W', 'X', 'N', 'I', 'O'])('of status %s is none', (status) => {
    expect(isPosted(obx(`OBX|1|NM|A||1||||||${status}`))).toBe(false);
  });

  it.each(['', '""', ' '])('without a value (%j) is none', (value) => {
    expect(isPosted(obx(`OBX|1|NM|A||${value}||||||F`))).toBe(false);
  });
});
