import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';

const township = 'clinician@township-dongpu';
const townshipLaboratory = 'reporter@township-dongpu';
const center = 'reporter@imaging-center';
const hospital = 'clinician@county-hospital';
const manager = 'quality-manager@county-hospital';

const now = new Date();
const minutesAgo = (minutes: number) => formatInstant(new Date(now.getTime() - minutes * 60_000));
const today = minutesAgo(0).slice(0, 10);
const period = `period: { start: "${laterDay(today, -1)}", end: "${laterDay(today, 1)}" }`;

const texts = {
  register: `mutation { made: registerPatient(
    identifiers: [] demographics: { name: "郑一日", gender: MALE, birthDate: "1958-08-08" } sourceKey: "COUNTY-DAY"
  ) { patient { id } } }`,
  request: `mutation ($id: ID!, $at: DateTime!) { made: requestDiagnosis(input: {
    patientId: $id, itemCode: "US-ABDOMEN", centerId: "imaging-center", sourceId: "DAY-US", urgency: URGENT
    performedAt: $at, clinicalQuestion: "腹痛半日，腹部搏动性包块"
  }) { id status dueAt } }`,
  worklist:
    '{ rows: diagnosticRequests(first: 100) { nodes { id patient { name } from { id } } } }',
  claim: 'mutation ($id: ID!) { made: claimDiagnosticRequest(id: $id) { status } }',
  critical: `{ rows: criticalValues { nodes {
    id status patient { name } examReport { conclusion performingInstitution { id } } } } }`,
  acknowledge:
    'mutation ($id: ID!) { made: acknowledgeCriticalValue(id: $id) { status acknowledgedBy } }',
  handle: `mutation ($id: ID!) { made: handleCriticalValue(id: $id, handling: "吸氧、控制血压，急送县医院") { status } }`,
  visit: 'mutation ($input: EncounterInput!) { made: recordEncounter(input: $input) { id } }',
  decide: `mutation ($input: RecognitionDecisionInput!) { made: decideRecognition(input: $input) {
    choice costAvoided source { id } } }`,
  statistics: `{ rows: recognitionStatistics(${period}, by: [ITEM], filter: { institutionId: "county-hospital" }) {
    item { code } offered recognized rate costAvoided } }`,
  notices: `{ rows: notices(unreadOnly: true) { nodes {
    id kind relied fromVersion toVersion patient { name } institution { id }
    changes { field item { code } from to } labReport { version } examReport { version conclusion } } } }`,
  read: 'mutation ($id: ID!) { made: markNoticeRead(id: $id) { readAt } }',
};

describe.each<TopologyKind>(['one process', 'apart'])('a day in the county (%s)', (topology) => {
  let county: TestCounty;
  let [patientId, requestId] = ['', ''];
  const done = async (user: string, query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await county.run(user, query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const rows = async (user: string, query: string) =>
    (valueAt(await done(user, query), 'rows', 'nodes') ?? []) as Record<string, unknown>[];
  const hers = async (user: string, query: string) =>
    (await rows(user, query)).filter((row) => valueAt(row, 'patient', 'name') === '郑一日');
  const scan = (minutes: number, conclusion: string) => ({
    ...{
      patient: { patientId },
      sourceId: 'DAY-IC',
      status: 'FINAL',
      issuedAt: minutesAgo(minutes),
    },
    ...{ effectiveAt: minutesAgo(240), itemCode: 'US-ABDOMEN', modality: 'US', critical: true },
    ...{ findings: '腹主动脉局部扩张', conclusion, diagnosticRequestId: requestId },
  });
  const bloodCount = (minutes: number, hemoglobin: string) => ({
    ...{ patient: { patientId }, sourceId: 'DAY-LAB', status: 'FINAL' },
    ...{ effectiveAt: minutesAgo(230), issuedAt: minutesAgo(minutes) },
    observations: [
      { code: '718-7', value: hemoglobin, unit: 'g/L', referenceRange: '130-175' },
      { code: '6690-2', value: '9.1', unit: '10^9/L', referenceRange: '3.5-9.5' },
    ],
  });
  beforeAll(async () => {
    county = await startCounty({ patients: 10, topology });
  }, 120_000);
  afterAll(() => county?.stop());

  it('the township examines and asks the centre', async () => {
    const registered = await done(township, texts.register);
    patientId = String(valueAt(registered, 'made', 'patient', 'id'));
    const input = {
      patientId,
      sourceId: 'DAY-VISIT',
      class: 'OUTPATIENT',
      startedAt: minutesAgo(250),
    };
    await done(township, texts.visit, { input });
    await done(townshipLaboratory, operation('PostLab'), { input: bloodCount(200, '128') });
    const asked = await done(township, texts.request, { id: patientId, at: minutesAgo(240) });
    requestId = String(valueAt(asked, 'made', 'id'));
    expect(await hers(center, texts.worklist)).toMatchObject([
      { id: requestId, from: { id: 'township-dongpu' } },
    ]);
  });

  it('the centre claims and reports, once for everyone', async () => {
    await done(center, texts.claim, { id: requestId });
    const input = scan(150, '腹主动脉瘤，最大径约 62mm');
    const posted = await done(center, operation('PostExam'), { input });
    expect(posted).toMatchObject({ postExamReport: { report: { version: 1, status: 'FINAL' } } });
    expect(await hers(center, texts.worklist)).toEqual([]);
  });

  it('its critical value reaches the township, which acknowledges and handles it', async () => {
    const [value] = await hers(township, texts.critical);
    expect(value).toMatchObject({
      status: 'OPEN',
      examReport: {
        conclusion: '腹主动脉瘤，最大径约 62mm',
        performingInstitution: { id: 'township-dongpu' },
      },
    });
    const acknowledged = await done(township, texts.acknowledge, { id: value?.id });
    expect(acknowledged).toMatchObject({ made: { status: 'ACKNOWLEDGED' } });
    const handled = await done(township, texts.handle, { id: value?.id });
    expect(handled).toMatchObject({ made: { status: 'HANDLED' } });
  });

  it('the lead hospital is offered both before it orders again, and relies on them', async () => {
    const input = {
      patientId,
      sourceId: 'DAY-VISIT',
      class: 'EMERGENCY',
      startedAt: minutesAgo(60),
    };
    await done(hospital, texts.visit, { input });
    const items = ['US-LIVER', '718-7'];
    const checked = await done(hospital, operation('BeforeOrdering'), { patientId, items });
    const best = (line: number) => valueAt(checked, 'orderCheck', line, 'alternatives', 0);
    for (const line of [0, 1])
      expect(best(line)).toMatchObject({ recognition: { status: 'RECOGNIZED', obstacles: [] } });
    const chosen = [
      { itemCode: 'US-LIVER', examReportId: valueAt(best(0), 'examReport', 'id') },
      { itemCode: '718-7', observationId: valueAt(best(1), 'observation', 'id') },
    ];
    for (const one of chosen) {
      const decision = { patientId, choice: 'RECOGNIZED', ...one };
      expect(await done(hospital, texts.decide, { input: decision })).toMatchObject({
        made: { choice: 'RECOGNIZED', source: { id: 'township-dongpu' } },
      });
    }
  });

  it('the county counts them, with what was saved', async () => {
    const counted = await done(manager, texts.statistics);
    for (const code of ['US-LIVER', '718-7'])
      expect(counted?.rows).toContainEqual({
        ...{ item: { code }, offered: 1, recognized: 1, rate: 1 },
        costAvoided: expect.any(Number),
      });
    expect(JSON.stringify(counted)).not.toContain('"costAvoided":0');
  });

  it('the township corrects its value, the centre its report: who relied on them is told', async () => {
    expect(await rows(hospital, texts.notices)).toEqual([]);
    await done(townshipLaboratory, operation('PostLab'), { input: bloodCount(30, '82') });
    const input = scan(20, '腹主动脉瘤，最大径约 52mm');
    await done(center, operation('PostExam'), { input });
    const told = await rows(hospital, texts.notices);
    const shared = { kind: 'AMENDED', relied: true, fromVersion: 1, toVersion: 2 };
    const patient = { name: '郑一日' };
    expect(told).toMatchObject([
      {
        ...{ ...shared, patient, institution: { id: 'imaging-center' } },
        changes: [{ field: 'CONCLUSION' }],
        examReport: { version: 2, conclusion: '腹主动脉瘤，最大径约 52mm' },
      },
      {
        ...{ ...shared, patient, institution: { id: 'township-dongpu' } },
        changes: [{ field: 'VALUE', item: { code: '718-7' }, from: '128 g/L', to: '82 g/L' }],
        labReport: { version: 2 },
      },
    ]);
    for (const { id } of told) await done(hospital, texts.read, { id });
    expect(await rows(hospital, texts.notices)).toEqual([]);
  });
});
