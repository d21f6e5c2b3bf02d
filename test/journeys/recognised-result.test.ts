import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';

const township = 'reporter@township-dongpu';
const hospital = 'clinician@county-hospital';
const laboratory = 'reporter@county-hospital';
const manager = 'quality-manager@county-hospital';

const now = new Date();
const hoursAgo = (hours: number) => formatInstant(new Date(now.getTime() - hours * 3_600_000));
const today = hoursAgo(0).slice(0, 10);
const period = `period: { start: "${today}", end: "${laterDay(today, 1)}" }`;

const bloodCount = (patient: object, sourceId: string, hours: number) => ({
  ...{ patient, sourceId, status: 'FINAL' },
  ...{ effectiveAt: hoursAgo(hours), issuedAt: hoursAgo(Math.max(0, hours - 0.5)) },
  observations: [
    { code: '6690-2', value: '6.2', unit: '10^9/L', referenceRange: '3.5-9.5' },
    { code: '718-7', value: '128', unit: 'g/L', referenceRange: '115-150' },
  ],
});

describe.each<TopologyKind>(['one process', 'apart'])(
  'a township’s result before the lead hospital orders (%s)',
  (topology) => {
    let county: TestCounty;
    let patientId = '';
    let observationId: unknown;
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const checkOrder = async (items: readonly string[]) =>
      done(hospital, operation('BeforeOrdering'), { patientId, items });

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      const demographics = { name: '贺小满', gender: 'FEMALE', birthDate: '1971-03-04' };
      const input = bloodCount({ demographics }, 'JOURNEY-1', 30);
      const posted = await done(township, operation('PostLab'), { input });
      patientId = String(valueAt(posted, 'postLabReport', 'report', 'patient', 'id'));
      const visit = 'mutation ($input: EncounterInput!) { recordEncounter(input: $input) { id } }';
      const encounter = { patientId, sourceId: 'VISIT-1', class: 'OUTPATIENT' };
      await done(hospital, visit, { input: { ...encounter, startedAt: hoursAgo(1) } });
    }, 120_000);
    afterAll(() => county?.stop());

    it('is offered as recognised, with who made it', async () => {
      const line = valueAt(await checkOrder(['6690-2']), 'orderCheck', 0);
      expect(line).toMatchObject({
        item: { code: '6690-2', name: '白细胞计数' },
        alternatives: [
          {
            recognition: { status: 'RECOGNIZED', obstacles: [] },
            observation: { value: '6.2', report: { institution: { name: expect.any(String) } } },
          },
        ],
      });
      observationId = valueAt(line, 'alternatives', 0, 'observation', 'id');
    });

    it('passes the door’s limits with as many items as a dialog holds', async () => {
      const listed = await done(hospital, '{ resultItems(first: 19) { nodes { code } } }');
      const nodes = valueAt(listed, 'resultItems', 'nodes') as { code: string }[];
      const lines = await checkOrder([...nodes.map(({ code }) => code), 'PANEL-CBC']);
      expect(lines?.orderCheck).toHaveLength(20);
    });

    it('is relied on once, however often that is said', async () => {
      const decide = `mutation ($input: RecognitionDecisionInput!) { decideRecognition(input: $input) {
        id choice costAvoided patient { id name } item { name } institution { name } source { id } } }`;
      const input = { patientId, itemCode: '6690-2', choice: 'RECOGNIZED', observationId };
      const once = await done(hospital, decide, { input });
      expect(once?.decideRecognition).toMatchObject({
        ...{ choice: 'RECOGNIZED', costAvoided: 1.5, source: { id: 'township-dongpu' } },
        patient: { id: patientId, name: '贺小满' },
      });
      expect(await done(hospital, decide, { input })).toEqual(once);
    });

    it('is counted, down to a row that does not name her', async () => {
      const numbers = `{ recognitionStatistics(${period}, byInstitution: true, filter: { itemCode: "6690-2" }) {
        institution { name } offered recognized rate costAvoided } }`;
      expect((await done(manager, numbers))?.recognitionStatistics).toMatchObject([
        { offered: 1, recognized: 1, rate: 1, costAvoided: 1.5 },
      ]);
      const rows = `{ recognitionDecisions(${period}) { nodes { id note patient { id } institution { name } } } }`;
      const listed = await done(manager, rows);
      expect(valueAt(listed, 'recognitionDecisions', 'nodes')).toMatchObject([{ patient: null }]);
      expect(JSON.stringify(listed)).not.toContain(patientId);
    });

    it('is found where it was tested again without a word', async () => {
      // On the day of the decision, also where that has just begun.
      const input = bloodCount({ patientId }, 'JOURNEY-2', 0.01);
      await done(laboratory, operation('PostLab'), { input });
      const asked = `{ undecidedRepeats(${period.replace(today, laterDay(today, -1))}) { nodes {
        institution { id } items { item { code } source { id } } } } }`;
      expect(valueAt(await done(manager, asked), 'undecidedRepeats', 'nodes')).toContainEqual({
        institution: { id: 'county-hospital' },
        items: [{ item: { code: '718-7' }, source: { id: 'township-dongpu' } }],
      });
    });

    it('is recognised outside the community for what a loose consortium agreed on', async () => {
      const of = 'consortiumId: "yunzhou-cardiology"';
      const agreed = 'shares: [RESULT_RECOGNITION], items: ["14682-9"], idempotencyKey: "JOURNEY"';
      await done(
        'community-office@city-hospital',
        `mutation {
          joinConsortium(${of}, institutionId: "township-dongpu", from: "${today}") { id }
          recordAgreement(input: { ${of}, kind: CHARTER, start: "${today}", ${agreed} }) { id }
        }`,
      );
      const observations = [
        { code: '14682-9', value: '80', unit: 'umol/L', referenceRange: '57-111' },
        { code: '1742-6', value: '25', unit: 'U/L', referenceRange: '9-50' },
      ];
      const input = { ...bloodCount({ patientId }, 'JOURNEY-AGREED', 0), observations };
      await done(township, operation('PostLab'), { input });
      const at = ['city', 'province'].map(
        (one) => `${one}: recognition(at: "${one}-hospital") { status }`,
      );
      const record = await done(
        hospital,
        `{ patient(id: "${patientId}") { labReports { nodes { observations { item { code } ${at} } } } } }`,
      );
      const [recognised, not] = [{ status: 'RECOGNIZED' }, { status: 'NOT_RECOGNIZED' }];
      expect(valueAt(record, 'patient', 'labReports', 'nodes', 0, 'observations')).toEqual([
        { item: { code: '14682-9' }, city: recognised, province: not },
        { item: { code: '1742-6' }, city: not, province: not },
      ]);
    });
  },
);
