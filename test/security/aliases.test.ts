import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { forms, type Rewritten, rewrite, type Step } from '../support/rewrite';
import { bearer, codesOf, post } from '../support/wire';
import type { Subject } from './root-fields';
import { subjectOf } from './subject';

const stranger = 'clinician@township-xiling';
const officer = 'referral-officer@county-hospital';

interface Denied {
  readonly user: string;
  /** Down to what must not be shown; `$name` stands for a value of the subject. */
  readonly path: readonly Step[];
}

const page = (on: string): Step[] => [{ on: `${on}Connection`, field: 'nodes' }];
const patient: Step = { on: 'Query', field: 'patient(id: "$patientId")' };
const slip: Step = { on: 'Query', field: 'referral(id: "$referralId")' };
const worklist: Step[] = [{ on: 'Query', field: 'referrals' }, ...page('Referral')];
const found: Step[] = [{ on: 'Query', field: 'patients(search: "$name")' }, ...page('Patient')];
const ofSlip: Step = { on: 'Referral', field: 'patient' };
const labs: Step[] = [{ on: 'Patient', field: 'labReports' }, ...page('LabReport')];
const reportId: Step = { on: 'LabReport', field: 'id' };
const substance: Step[] = [
  { on: 'Patient', field: 'allergies' },
  { on: 'Allergy', field: 'substance' },
  { on: 'Coding', field: 'display' },
];

/** By role or by basis, directly and around corners. */
const denied: Readonly<Record<string, Denied>> = {
  'a name, by id': { user: stranger, path: [patient, { on: 'Patient', field: 'name' }] },
  'laboratory reports, by id': { user: stranger, path: [patient, ...labs, reportId] },
  'a report, by its id': {
    user: stranger,
    path: [
      { on: 'Query', field: 'labReport(id: "$labReportId")' },
      { on: 'LabReport', field: 'conclusion' },
    ],
  },
  'the phone of a report’s patient': {
    user: stranger,
    path: [
      { on: 'Query', field: 'labReport(id: "$labReportId")' },
      { on: 'LabReport', field: 'patient' },
      { on: 'Patient', field: 'phone' },
    ],
  },
  'laboratory reports of who was searched': { user: stranger, path: [...found, ...labs, reportId] },
  'allergies of who was searched': { user: stranger, path: [...found, ...substance] },
  'laboratory reports behind a slip': { user: officer, path: [slip, ofSlip, ...labs, reportId] },
  'allergies behind a slip': { user: officer, path: [slip, ofSlip, ...substance] },
  'diagnoses behind a worklist': {
    user: officer,
    path: [
      ...worklist,
      ofSlip,
      { on: 'Patient', field: 'conditions' },
      ...page('Condition'),
      { on: 'Condition', field: 'id' },
    ],
  },
  'reports behind a slip’s own list of slips': {
    user: officer,
    path: [
      slip,
      ofSlip,
      { on: 'Patient', field: 'referrals' },
      ...page('Referral'),
      ofSlip,
      ...labs,
      reportId,
    ],
  },
};

let county: TestCounty;
let subject: Subject;
beforeAll(async () => {
  county = await startCounty({ patients: 12 });
  subject = await subjectOf(county);
}, 60_000);
afterAll(() => county?.stop());

const filled = (path: readonly Step[]) =>
  path.map(({ on, field }) => ({
    on,
    field: field.replace(/\$(\w+)/, (_all, key: keyof Subject) => subject[key]),
  }));

const ask = async (user: string, question: Rewritten) =>
  post(`${county.gateway.url}/graphql`, question, bearer(await county.token(user)));

/** Values at the end of every branch, but for names of types and who asks. */
function leaves(data: unknown, key = ''): unknown[] {
  if (key === '__typename' || key === 'me' || data === null || data === undefined) return [];
  if (typeof data !== 'object') return [data];
  return Object.entries(data).flatMap(([name, value]) => leaves(value, name));
}

describe.each(Object.entries(denied))('%s', (_what, { user, path }) => {
  it.each(forms)('is refused %s', async (form) => {
    const answer = await ask(user, rewrite(form, filled(path)));
    expect({ shown: leaves(answer.data), codes: codesOf(answer) }).toEqual({
      shown: [],
      codes: ['FORBIDDEN'],
    });
  });
});

describe('the same questions', () => {
  const reading: readonly Step[] = [patient, ...labs, reportId];

  it.each(forms)('are answered %s to who may ask them', async (form) => {
    const answer = await ask('clinician@county-hospital', rewrite(form, filled(reading)));
    expect(answer.errors).toBeUndefined();
    expect(leaves(answer.data).length).toBeGreaterThan(0);
  });
});

describe('what stands beside a denied field', () => {
  it('is answered', async () => {
    const query = `{ me { name } found: patients(search: "${subject.name}") { nodes { name } } patient(id: "${subject.patientId}") { name } }`;
    const { data, errors } = await ask(stranger, { query });
    expect(data).toMatchObject({ me: { name: expect.any(String) }, patient: null });
    expect(JSON.stringify(data)).toContain(subject.name);
    expect(errors).toMatchObject([{ path: ['patient'] }]);
  });
});
