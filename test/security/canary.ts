import { withResidentCheck } from '@lianyi/shared/text/check-digits';

/** Who the person is: an invented name, numbers with valid check digits, a street of its own. */
export const who = {
  name: '阚昊旻璟',
  number: withResidentCheck('34179919730415917'),
  phone: '19900097391',
  street: '金丝雀巷7391号',
  recordNumber: 'QZX88317',
} as const;

/** What is told of her health. */
export const what = {
  value: '73.91731',
  itemName: '金丝雀因子',
  labConclusion: '卡纳里检验结论',
  findings: '卡纳里影像所见',
  examConclusion: '卡纳里影像结论',
} as const;

/** Signs that stand nowhere but in her data. */
export const tokens: readonly string[] = [...Object.values(who), ...Object.values(what)];

const patient = {
  identifiers: [
    { system: 'RESIDENT_ID', value: who.number },
    { system: 'MEDICAL_RECORD_NUMBER', value: who.recordNumber },
  ],
  demographics: {
    name: who.name,
    ...{ gender: 'FEMALE', birthDate: '1973-04-15' },
    ...{ phone: who.phone, address: `云溪县东浦镇${who.street}` },
  },
};
const times = {
  effectiveAt: '2026-03-02T08:00:00+08:00',
  issuedAt: '2026-03-02T09:00:00+08:00',
};

export const labReport = {
  patient,
  ...{ sourceId: 'CANARY-LAB', status: 'FINAL', ...times },
  conclusion: what.labConclusion,
  observations: [{ code: 'CANARY', name: what.itemName, value: what.value, unit: 'g/L' }],
};
export const examReport = {
  patient,
  ...{ sourceId: 'CANARY-CT', status: 'FINAL', ...times },
  ...{ itemCode: 'CT-CHEST', modality: 'CT' },
  ...{ findings: what.findings, conclusion: what.examConclusion },
};

/** Those of the tokens that stand in a text, also where a cursor or a token hides it in base64. */
export function tokensIn(text: string, wanted: readonly string[] = tokens): string[] {
  const hidden = (text.match(/[\w+/-]{16,}={0,2}/g) ?? []).map((part) =>
    Buffer.from(part, 'base64url').toString('utf8'),
  );
  const all = [text, ...hidden].join('\n');
  return wanted.filter((token) => all.includes(token));
}

export interface Posted {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

const { name, number, phone } = who;
const text = JSON.stringify;

/** Requests that quote her where a client, by mistake, may put her. */
export const mistakes: Readonly<Record<string, Posted | string>> = {
  'a number as a patient’s id': { query: `{ patient(id: "${number}") { id } }` },
  'a number as an id without quotes': { query: `{ patient(id: ${phone}) { id } }` },
  'a name as a patient’s id': { query: `{ patient(id: "${name}") { id } }` },
  'a name as an id in a variable': {
    query: 'query ($id: ID!) { patient(id: $id) { id } }',
    variables: { id: name },
  },
  'a number as a report’s id': {
    query: `{ labReport(id: "${number}") { id } examReport(id: "${phone}") { id } }`,
  },
  'a number as a referral’s id': { query: `{ referral(id: "${number}") { id } }` },
  'a number as a prescription’s': {
    query: `{ prescription(id: "${number}") { id } prescriptionByNumber(number: "${number}") { id } }`,
  },
  'a name as an institution': { query: `{ institution(id: "${name}") { id } }` },
  'a number as a practitioner’s id': { query: `{ practitioner(id: "${number}") { id } }` },
  'a name as a drug': {
    query: `{ drug(code: "${name}") { code } drugs(search: "${name}") { nodes { code } } }`,
  },
  'a name as an item': { query: `{ resultItems(search: "${name}") { nodes { code } } }` },
  'a number of whose log': { query: `{ accessLog(patientId: "${number}") { nodes { at } } }` },
  'a name as a cursor': { query: `{ patients(search: "赵", after: "${name}") { nodes { id } } }` },
  'a number as a page size': {
    query: 'query ($n: Int) { drugs(first: $n) { nodes { code } } }',
    variables: { n: Number(phone) },
  },
  'a name as a page size': {
    query: 'query ($n: Int) { drugs(first: $n) { nodes { code } } }',
    variables: { n: name },
  },
  'a number as a system': {
    query: `{ patientByIdentifier(system: ${text(number)}, value: "1") { id } }`,
  },
  'a number with a typing error': {
    query: `{ patientByIdentifier(system: RESIDENT_ID, value: "${number}9") { id } }`,
  },
  'a name for a day': {
    query: `{ patients(search: "赵", birthDate: "${name}") { nodes { id } } }`,
  },
  'a number for a day in a variable': {
    query: 'query ($d: Date) { patients(search: "赵", birthDate: $d) { nodes { id } } }',
    variables: { d: number },
  },
  'a name for an enum': { query: 'query ($g: Role) { me { name } }', variables: { g: name } },
  'an object for an id': {
    query: 'query ($id: ID!) { patient(id: $id) { id } }',
    variables: { id: { name, number } },
  },
  'a list of numbers for an id': {
    query: 'query ($id: ID!) { patient(id: $id) { id } }',
    variables: { id: [number, phone] },
  },
  'an unknown field of an input': {
    query: 'mutation ($i: LabReportInput!) { postLabReport(input: $i) { outcome } }',
    variables: { i: { ...labReport, [name]: number } },
  },
  'an input that is a text': {
    query: 'mutation ($i: LabReportInput!) { postLabReport(input: $i) { outcome } }',
    variables: { i: text(labReport) },
  },
  'a literal in the wrong place': {
    query: `{ patients(search: { name: "${name}" }) { nodes { id } } }`,
  },
  'an unknown argument': { query: `{ patients(name: "${name}") { nodes { id } } }` },
  'an open string': { query: `{ patient(id: "${number}` },
  'a name without quotes': { query: `{ patient(id: ${name}) { id } }` },
  'a block string left open': { query: `{ patient(id: """${name} ${number}` },
  'a comment': { query: `# ${name} ${number}\n{ patient(id: ) { id } }` },
  'an operation’s name': { query: `query N${number} { patient(id: "x") { id } }` },
  'an operation’s name in the body': {
    query: 'query a { me { name } }',
    operationName: `${name} ${number}`,
  },
  'a variable nobody declared': { query: '{ me { name } }', variables: { [name]: number } },
  'no JSON': `{"query": "{ patient(id: \\"${number}\\") { id } }", "variables": ${name}`,
  'a text for variables': text({ query: '{ me { name } }', variables: number }),
  'a batch': text([{ query: `{ patient(id: "${number}") { id } }` }]),
};
