import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger';

const lineOf = (fields: object) => {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line: string) => lines.push(line) });
  logger.info(fields, 'said');
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
};

describe('a log line', () => {
  it.each([
    ['at its top', { name: '张三', id: 'p1' }, { id: 'p1' }],
    ['one below', { patient: { phone: '1', id: 'p1' } }, { patient: { id: 'p1' } }],
    ['two below', { a: { b: { value: '7.1', n: 1 } } }, { a: { b: { n: 1 } } }],
    ['in a list', { rows: [{ name: '张三', id: 1 }] }, { rows: [{ id: 1 }] }],
    ['of an error that is not told as one', { cause: anError() }, { cause: { code: 'E1' } }],
  ])('leaves out what may not stand in it %s', (_where, fields, left) => {
    expect(lineOf(fields)).toMatchObject(left);
    expect(JSON.stringify(lineOf(fields))).not.toMatch(/张三|"1"|7\.1|"(?:name|phone|value)"/);
  });

  it('tells of an error its kind, code and place alone', () => {
    const { err } = lineOf({ err: anError() });
    expect(Object.keys(err as object).sort()).toEqual(['code', 'stack', 'type']);
  });

  it('changes nothing of what the caller holds', () => {
    const fields = { name: '张三', id: 'p1', deep: { value: 1 } };
    lineOf(fields);
    expect(fields).toEqual({ name: '张三', id: 'p1', deep: { value: 1 } });
  });
});

function anError() {
  return Object.assign(new Error('张三'), { code: 'E1', value: '7.1' });
}
