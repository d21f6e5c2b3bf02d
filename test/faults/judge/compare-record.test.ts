import { expect, it } from '@jest/globals';
import { compareRecord } from './compare-record';
import { createFindings } from './findings';

const page = (...ids: string[]) => ({ nodes: ids.map((id) => ({ id })) });
const whole = { patient: { id: 'p', labReports: page('a', 'b'), referrals: page('r') } };
const patient = (changes: object) => ({ patient: { ...whole.patient, ...changes } });
const missing = (part: string, path?: string[]) => ({
  ...{ message: 'could not be asked', extensions: { code: 'UNAVAILABLE', part } },
  ...(path ? { path } : {}),
});

it.each([
  ['the whole answer', whole, [], []],
  ['a list that its part did not answer', patient({ labReports: null }), ['results'], []],
  ['everything, where nobody knows who may see it', { patient: null }, ['patients'], []],
  ['a null without an error', patient({ labReports: null }), [], ['missing shown as none']],
  [
    ...['a null that another part is said to have left', patient({ labReports: null })],
    ...[['pharmacy'], ['missing shown as none']],
  ],
  ['no rows', patient({ labReports: page() }), ['results'], ['missing shown as none']],
  ['fewer rows', patient({ labReports: page('a') }), [], ['wrong answer']],
  ['another row', patient({ labReports: page('b', 'a') }), [], ['wrong answer', 'wrong answer']],
  ['more than was there', patient({ allergies: [] }), [], ['wrong answer']],
] as [string, object, string[], string[]][])(
  'a record is held to the whole one: %s',
  (_what, data, parts, kinds) => {
    const findings = createFindings();
    const errors = parts.map((part) => missing(part));
    compareRecord(whole, { data: { ...data }, errors }, findings);
    expect(findings.all.map(({ kind }) => kind)).toEqual(kinds);
  },
);

it('an error with a path speaks for what lies on its way', () => {
  const of = (path: string[]) => {
    const findings = createFindings();
    const data = patient({ labReports: null });
    compareRecord(whole, { data, errors: [missing('results', path)] }, findings);
    return findings.all.length;
  };
  const inner = ['patient', 'labReports', 'nodes', 'observations'];
  expect([of(['patient', 'labReports']), of(['patient']), of(inner)]).toEqual([0, 0, 0]);
  expect(of(['patient', 'referrals'])).toBe(1);
});
