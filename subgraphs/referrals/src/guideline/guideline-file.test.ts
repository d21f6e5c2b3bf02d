import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkFiles } from './check-files';
import { readDiseaseLists } from './disease-lists';
import { readGuidelines } from './guideline';

const data = resolve(__dirname, '../../data');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lianyi-guideline-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = `{
  "version": "1", "effectiveFrom": "2026-01-01", "source": "县医院", "guideline": "本县指南",
  "specialty": "心血管内科", "verified": true,
  "rules": [
    {
      "id": "one", "disease": { "code": "I10", "display": "高血压" }, "icd10": ["I10-I13"],
      "direction": "OUT", "urgency": "ROUTINE", "text": "建议转诊",
      "when": { "any": [
        { "kind": "lab", "code": "2823-3", "operator": "<", "value": 3.5, "unit": "mmol/L", "withinDays": 30, "text": "血钾" },
        { "kind": "sex", "value": "MALE", "text": "男性" }
      ] }
    }
  ]
}
`;

const write = (text: string, name = 'own.json') => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
/** What the check says of the file with one thing changed. */
const faultOf = (from: string | RegExp, to: string) => {
  const changed = file.replace(from, to);
  expect(changed).not.toBe(file);
  return checkFiles([write(changed)]);
};

describe('a county’s own guideline', () => {
  it('is used where nothing is wrong', () => {
    expect(checkFiles([write(file)])).toEqual({ code: 0, lines: ['own.json: 1 rules, no fault.'] });
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a missing comma', '"OUT", ', '"OUT" ', 'line 7, column 26: is no JSON there (CommaExpected)'],
    [
      'an unknown kind',
      '"kind": "sex"',
      '"kind": "height"',
      'line 10, column 19: must be one of lab,',
    ],
    [
      'an operator that is none',
      '"<"',
      '"="',
      'line 9, column 56: must be one of <, <=, >, >=, above-limit',
    ],
    ['a limit that is a text', '3.5', '"3.5"', 'line 9, column 70: must be a number'],
    ['no unit', '"unit": "mmol/L", ', '', 'line 9, column 9: has no unit'],
    [
      'a field nothing reads',
      '"urgency"',
      '"urgent": 1, "urgency"',
      'line 7, column 27: urgent is none of id,',
    ],
    [
      'a field that stands there twice',
      '"urgency"',
      '"id": "two", "urgency"',
      'line 7, column 27: id stands there twice',
    ],
    ['a code that is none', 'I10-I13', 'I13-I10', 'line 6, column 78: must be an ICD-10 code'],
    ['a day that is none', '2026-01-01', '2026-02-30', 'line 2, column 36: must be a calendar day'],
    [
      'an empty list',
      /"any": \[[\s\S]*?\n {6}\]/,
      '"any": []',
      'line 8, column 24: must hold at least one condition',
    ],
    [
      'no condition',
      /\{ "any": \[[\s\S]*?\n {6}\] \}/,
      '{}',
      'line 8, column 15: must have all, any',
    ],
    [
      'more wanted than there is',
      '"any"',
      '"atLeast": 3, "of"',
      'line 8, column 28: must be a whole number from 1 to 2',
    ],
    ['a look-back of none', '30', '0', 'line 9, column 107: must be above 0'],
  ])('is refused by line with %s', (_, from, to, words) => {
    const { code, lines } = faultOf(from, to);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining(`own.json, ${words}`)]);
  });

  it('is told every rule that is at fault', () => {
    const rule = file.slice(file.indexOf('    {\n'), file.lastIndexOf('\n  ]'));
    const second = rule.replace('"one"', '"two"').replace('"<"', '"="');
    const third = rule.replace('"three"', '"three"').replace('MALE', 'male');
    const { lines } = checkFiles([write(file.replace(rule, `${rule},\n${second},\n${third}`))]);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('one is the id of a rule before');
  });

  it('is refused where another has a rule of its name, where it is not there, and unnamed', () => {
    expect(checkFiles([write(file), write(file, 'other.json')])).toMatchObject({
      ...{ code: 1, lines: [expect.any(String), 'other.json: one is a rule of own.json, too.'] },
    });
    expect(checkFiles([join(folder, 'none.json')])).toEqual({
      ...{ code: 1, lines: ['none.json: cannot be read.'] },
    });
    expect(checkFiles([])).toMatchObject({ code: 2 });
  });

  it('stops the start with its line', () => {
    cpSync(data, folder, { recursive: true });
    write(file.replace('"<"', '"="'), 'guidelines/own.json');
    expect(() => readGuidelines(folder)).toThrow(
      'own.json, line 9, column 56: must be one of <, <=, >, >=, above-limit.',
    );
    write(file.replace('"one"', '"chd-up-acute"'), 'guidelines/own.json');
    expect(() => readGuidelines(folder)).toThrow(
      'own.json: chd-up-acute is a rule of cardiology.json.',
    );
  });
});

describe('the lists of diseases', () => {
  it('are of ten to twenty for a township and a hundred for the county', () => {
    const { county, township } = JSON.parse(
      readFileSync(join(data, 'disease-lists.json'), 'utf8'),
    ) as Record<string, { code: string }[]>;
    expect([township?.length, county?.length]).toEqual([15, 100]);
  });

  it('are refused with a code that is none, and with one twice', () => {
    const read = (county: object[]) => {
      const head = { version: '1', effectiveFrom: '2026-01-01', source: '县', township: [] };
      return readDiseaseLists(write(JSON.stringify({ ...head, county })));
    };
    const i10 = { code: 'I10', display: '高血压' };
    expect(() => read([{ ...i10, code: '高血压' }])).toThrow('code must be an ICD-10 code');
    expect(() => read([i10, i10])).toThrow('county must hold each code once');
    expect(() => read([{ ...i10, monthlyLimit: 1.5 }])).toThrow('monthlyLimit');
    expect(() => read([{ ...i10, monthlyLimit: -1 }])).toThrow('monthlyLimit');
  });
});
