import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { startCounty, type TestCounty } from '../support/county';
import { codesOf } from '../support/wire';

/** Texts that have gone wrong somewhere before. */
const texts: Readonly<Record<string, string>> = {
  'a quote': `' OR '1'='1`,
  'a statement': `x'; DROP TABLE patient; -- `,
  'a backslash at the end': 'x\\',
  'signs of a pattern': '%_%',
  'a zero byte': 'x\u0000y',
  'half a character': 'x\ud800y',
  'the other half': '\udc00',
  'a sign of four bytes': '𠮷😀',
  'signs that turn the line': '\u202egnp.exe\u2066',
  'a line break': 'a\r\nMSH|^~\\&|',
  'nothing but blanks': ' \u3000\t',
  nothing: '',
  'a long one': '王'.repeat(6000),
  'an object': '[object Object]',
  'a path': '../../keys/demo-issuer.json',
};

const at = '2026-03-02T08:00:00+08:00';
/** Every place where the public graph takes a text; `$t` is the text. */
const places: Readonly<Record<string, string>> = {
  patient: 'query ($t: ID!) { patient(id: $t) { id } }',
  patientByIdentifier:
    'query ($t: String!) { patientByIdentifier(system: HEALTH_CARD, value: $t) { id } }',
  patients: 'query ($t: String!) { patients(search: $t) { nodes { id } } }',
  cursor: 'query ($t: String!) { patients(search: "王", after: $t) { nodes { id } } }',
  accessLog: 'query ($t: ID!) { accessLog(patientId: $t) { nodes { at } } }',
  labReport: 'query ($t: ID!) { labReport(id: $t) { id } examReport(id: $t) { id } }',
  referral: 'query ($t: ID!) { referral(id: $t) { id } }',
  prescription: 'query ($t: ID!) { prescription(id: $t) { id } }',
  prescriptionByNumber: 'query ($t: String!) { prescriptionByNumber(number: $t) { id } }',
  institution: 'query ($t: ID!) { institution(id: $t) { id } practitioner(id: $t) { id } }',
  institutions: 'query ($t: String!) { institutions(search: $t) { nodes { id } } }',
  drug: 'query ($t: ID!) { drug(code: $t) { code } }',
  drugs: 'query ($t: String!) { drugs(search: $t) { nodes { code } } }',
  resultItems: 'query ($t: String!) { resultItems(search: $t) { nodes { code } } }',
  itemCode:
    'query ($t: ID!, $p: ID!) { patient(id: $p) { trend(itemCode: $t) { id } labReports(itemCode: $t) { nodes { id } } } }',
  recognition:
    'query ($t: ID!, $p: ID!) { patient(id: $p) { examReports(first: 1) { nodes { recognition(at: $t) { status } } } } }',
  stock:
    'query ($t: String!) { institution(id: "county-hospital") { stock(search: $t) { nodes { quantity } } } }',
  quality:
    'query ($t: ID!) { institution(id: "county-hospital") { qualityRecords(itemCode: $t) { id } } }',
  name: `mutation ($t: String!) { registerPatient(identifiers: [], demographics: { name: $t, gender: FEMALE }) { outcome } }`,
  address: `mutation ($t: String!) { registerPatient(identifiers: [], demographics: { name: "柯试", gender: FEMALE, address: $t, phone: $t }) { outcome } }`,
  identifier: `mutation ($t: String!) { registerPatient(identifiers: [{ system: MEDICAL_RECORD_NUMBER, value: $t }], demographics: { name: "柯试", gender: FEMALE }) { outcome } }`,
  sourceKey: `mutation ($t: String!) { registerPatient(identifiers: [], sourceKey: $t, demographics: { name: "柯试", gender: FEMALE }) { outcome } }`,
  encounter: `mutation ($t: String!, $p: ID!) { recordEncounter(input: { patientId: $p, sourceId: $t, class: OUTPATIENT, startedAt: "${at}", endedAt: "${at}", diagnoses: [{ system: $t, code: $t, display: $t }] }) { id } }`,
  breakGlass: 'mutation ($t: String!, $p: ID!) { breakGlass(patientId: $p, reason: $t) { id } }',
};
const posted: Readonly<Record<string, string>> = {
  report: `mutation ($t: String!, $p: ID!) { postLabReport(input: { patient: { patientId: $p }, sourceId: $t, status: FINAL, issuedAt: "${at}", conclusion: $t, observations: [{ code: $t, name: $t, value: $t, unit: $t, referenceRange: $t, flag: $t }] }) { report { observations { value } } } }`,
  value: `mutation ($t: String!, $p: ID!) { postLabReport(input: { patient: { patientId: $p }, sourceId: "V", status: FINAL, issuedAt: "${at}", observations: [{ code: "718-7", value: $t }] }) { report { observations { value } } } }`,
  exam: `mutation ($t: String!, $p: ID!) { postExamReport(input: { patient: { patientId: $p }, sourceId: "E", status: FINAL, issuedAt: "${at}", itemCode: $t, modality: CT, findings: $t, conclusion: $t, bodySite: $t, studyInstanceUid: $t, accessionNumber: $t }) { outcome } }`,
  patient: `mutation ($t: ID!) { postLabReport(input: { patient: { patientId: $t }, sourceId: "P", status: FINAL, issuedAt: "${at}", observations: [] }) { outcome } }`,
};

const expected = ['FORBIDDEN', 'INVALID_INPUT', 'NOT_FOUND', 'CONFLICT', 'LIMIT_EXCEEDED'];

describeOnBothDatabases('a text a client sends', (kind) => {
  const log: string[] = [];
  let county: TestCounty;
  beforeAll(async () => {
    county = await startCounty({ kind, patients: 10, log });
  }, 60_000);
  afterAll(() => county?.stop());

  it.each(Object.entries(texts))('is taken or refused, never a failure: %s', async (_what, t) => {
    const p = county.county.person(0).id;
    const run = async (user: string, [place, query]: [string, string]) => {
      const answer = await county.run(user, query, { t, ...(query.includes('$p') ? { p } : {}) });
      const odd = codesOf(answer).filter((code) => !expected.includes(String(code)));
      return odd.map((code) => `${place}: ${code}`);
    };
    const all = await Promise.all([
      ...Object.entries(places).map((one) => run('clinician@county-hospital', one)),
      ...Object.entries(posted).map((one) => run('reporter@county-hospital', one)),
    ]);
    expect(all.flat()).toEqual([]);
  });

  it.each(Object.entries(texts))(
    'comes back as it was sent, or is refused: %s',
    async (what, t) => {
      const p = county.county.person(0).id;
      const report = posted.value?.replace('"V"', JSON.stringify(`V ${what}`)) ?? '';
      const { data, errors } = await county.run('reporter@county-hospital', report, {
        t,
        p,
      });
      if (errors) expect(codesOf({ errors })).toEqual(['INVALID_INPUT']);
      else
        expect(data).toMatchObject({ postLabReport: { report: { observations: [{ value: t }] } } });
    },
  );

  it('leaves every table where it was', async () => {
    const { data } = await county.run(
      'clinician@county-hospital',
      '{ patients(search: "王") { nodes { id } } }',
    );
    expect(JSON.stringify(data)).toContain(county.county.person(0).id);
    const errors = log.filter((line) => JSON.parse(line).level === 'error');
    expect(errors).toEqual([]);
  });
});
