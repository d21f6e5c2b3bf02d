import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { laterMonth, monthOf } from '@lianyi/shared/time/calendar-month';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';

const manager = 'personnel-manager@county-hospital';
/** Of the lead hospital, attending physician, nowhere else in the demo county. */
const posted = 'p-county-hospital-19';
const there = `family-doctor+${posted}@township-dongpu`;
const home = `clinician+${posted}@county-hospital`;
const witness = 'p-township-dongpu-01';
const today = shanghaiDay(new Date());
/** The last month that is over. */
const month = laterMonth(monthOf(new Date()), -1);

const register = `mutation { made: registerPatient(
  identifiers: []
  demographics: { name: "柯派驻", gender: MALE, birthDate: "1961-05-02", phone: "13900001112" }
  sourceKey: "POSTED"
) { patient { id } } }`;
const visit = `mutation ($id: ID!) { recordEncounter(input: {
  patientId: $id, sourceId: "POSTED-1", class: OUTPATIENT, startedAt: "2026-03-02T08:00:00+08:00"
  diagnoses: [{ system: "ICD-10", code: "I10", display: "原发性高血压" }]
}) { id } }`;
const issue = `mutation ($id: ID!, $key: String!) { made: issuePrescription(input: {
  patientId: $id, kind: ORDINARY, diagnoses: [{ system: "ICD-10", code: "I10", display: "原发性高血压" }]
  items: [{ drugCode: "XC08CAA901A002020190002", dosage: "每日一次", days: 7, quantity: 1 }], idempotencyKey: $key
}) { id status prescriber { id name employer { id } } institution { id } } }`;
const start = `mutation { posting: startPosting(input: {
  practitionerId: "${posted}", kind: TOWNSHIP_POSTING, toInstitutionId: "township-dongpu"
  start: "${laterDay(today, -100)}", plannedEnd: "${laterDay(today, 100)}"
}) { id } }`;
const log = `mutation { visit: logOutreachVisit(input: {
  practitionerId: "${posted}", hostId: "township-dongpu", kind: CASE_DISCUSSION, topic: "死亡病例讨论", peopleTaught: 9
  startedAt: "${month}-15T14:00:00+08:00", endedAt: "${month}-15T16:30:00+08:00", idempotencyKey: "POSTED"
}) { id } }`;

describe.each<TopologyKind>(['one process', 'apart'])(
  'a doctor posted to a township (%s)',
  (topology) => {
    let county: TestCounty;
    const ids = { patient: '', posting: '', sheet: '', visit: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const prescribe = async (key: string) => {
      const { data, errors } = await county.run(there, issue, { id: ids.patient, key });
      const { code, field } = errors?.[0]?.extensions ?? {};
      return { sheet: data?.made, code, field };
    };
    const refused = { sheet: undefined, code: 'FORBIDDEN', field: 'prescriber' };

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology, events: 'heard by all' });
      const made = await done(there, register);
      ids.patient = String(valueAt(made, 'made', 'patient', 'id'));
      await done(there, visit, { id: ids.patient });
    }, 120_000);
    afterAll(() => county?.stop());

    it('may not prescribe there before', async () => {
      expect(await prescribe('BEFORE')).toEqual(refused);
    });

    it('may as soon as she is posted, employed where she was', async () => {
      ids.posting = String(valueAt(await done(manager, start), 'posting', 'id'));
      const { sheet } = await prescribe('POSTED');
      expect(sheet).toMatchObject({
        ...{ status: 'ISSUED', institution: { id: 'township-dongpu' } },
        prescriber: { id: posted, employer: { id: 'county-hospital' } },
      });
      ids.sheet = String(valueAt({ sheet }, 'sheet', 'id'));
    });

    const inMonth = async () => {
      const period = `{ start: "${month}-01", end: "${month}-28" }`;
      const data = await done(
        manager,
        `{ guidance: guidanceCompliance(period: ${period}, institutionId: "township-dongpu") { kind done }
        sheets: outreachStatements(month: "${month}", practitionerId: "${posted}") { unconfirmed lines { visit { id } } }
        log: outreachVisits(month: "${month}", practitionerId: "${posted}") { nodes { id confirmedBy { id } } } }`,
      );
      const rows = data?.guidance as { kind: string; done: number }[];
      const discussions = rows.find(({ kind }) => kind === 'CASE_DISCUSSION')?.done;
      return { discussions, sheets: data?.sheets, log: valueAt(data, 'log', 'nodes') };
    };

    it('logs a visit, which counts and is paid once the host bears witness', async () => {
      ids.visit = String(valueAt(await done(home, log), 'visit', 'id'));
      const visitOf = { id: ids.visit };
      expect(await inMonth()).toEqual({
        ...{ discussions: 0, sheets: [{ unconfirmed: 1, lines: [] }] },
        log: [{ ...visitOf, confirmedBy: null }],
      });
      await done(
        `clinician+${witness}@township-dongpu`,
        `mutation { confirmOutreachVisit(id: "${ids.visit}") { id } }`,
      );
      expect(await inMonth()).toEqual({
        ...{ discussions: 1, sheets: [{ unconfirmed: 0, lines: [{ visit: visitOf }] }] },
        log: [{ ...visitOf, confirmedBy: { id: witness } }],
      });
    });

    it('may not prescribe there once the posting has ended, and what she prescribed stands', async () => {
      const end = laterDay(today, -1);
      await done(manager, `mutation { endPosting(id: "${ids.posting}", end: "${end}") { end } }`);
      let at = 0;
      // By the event, long before the minute is over for which a right is kept.
      await eventually(async () => (await prescribe(`AFTER-${at++}`)).code === 'FORBIDDEN');
      expect(await prescribe('AFTER')).toEqual(refused);
      expect((await prescribe('POSTED')).sheet).toMatchObject({ id: ids.sheet, status: 'ISSUED' });
    });
  },
);
