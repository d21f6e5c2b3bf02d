import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';

const village = 'family-doctor@township-dongpu';
const laboratory = 'reporter@township-dongpu';
const desk = 'referral-officer@county-hospital';
const hospital = 'clinician@county-hospital';
const stranger = 'clinician@people-hospital';

const now = new Date();
const today = shanghaiDay(now);
const hoursAgo = (hours: number) => formatInstant(new Date(now.getTime() - hours * 3_600_000));
const submit = `mutation ($input: ReferralInput!) { referral: submitReferral(input: $input) { id number status } }`;
const issue =
  'mutation ($input: PrescriptionInput!) { issuePrescription(input: $input) { kind status } }';
const diagnoses = [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }];

describe.each<TopologyKind>(['one process', 'apart'])(
  'a patient sent up and back down (%s)',
  (topology) => {
    let county: TestCounty;
    const ids = { patient: '', report: '', up: '', down: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const step = (user: string, field: string, id: string, said = '') =>
      done(user, `mutation { referral: ${field}(id: "${id}"${said}) { status dueAt } }`);
    const open = (user: string) =>
      county.run(user, '{ patient(id: "ID") { name } }'.replace('ID', ids.patient));

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      const demographics = { name: '顾来仪', gender: 'FEMALE', birthDate: '1958-06-09' };
      const posted = await done(laboratory, operation('PostLab'), {
        input: {
          ...{ patient: { demographics }, sourceId: 'SENT-ALONG', status: 'FINAL' },
          ...{ effectiveAt: hoursAgo(3), issuedAt: hoursAgo(2) },
          observations: [{ code: '6690-2', value: '6.2', unit: '10^9/L' }],
        },
      });
      ids.report = String(valueAt(posted, 'postLabReport', 'report', 'id'));
      ids.patient = String(valueAt(posted, 'postLabReport', 'report', 'patient', 'id'));
      const visit = 'mutation ($input: EncounterInput!) { recordEncounter(input: $input) { id } }';
      const first = { sourceId: 'VISIT-1', class: 'OUTPATIENT', startedAt: hoursAgo(3) };
      await done(village, visit, { input: { patientId: ids.patient, ...first } });
    }, 120_000);
    afterAll(() => county?.stop());

    it('is weighed by the guideline, with what was measured at home, and a stranger elsewhere', async () => {
      expect((await open(hospital)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      const vitals = [{ code: '8480-6', value: 192, unit: 'mm[Hg]' }];
      const asked =
        'query ($id: ID!, $diagnoses: [CodingInput!]!, $vitals: [VitalSignInput!]) { referralAdvice(patientId: $id, direction: UP, diagnoses: $diagnoses, vitals: $vitals) { matched { id } unmet missing } }';
      const weighed = async (measured: object[]) => {
        const variables = { id: ids.patient, diagnoses, vitals: measured };
        return JSON.stringify((await done(village, asked, variables))?.referralAdvice);
      };
      expect(await weighed(vitals)).not.toContain('收缩压≥180');
      expect(await weighed([])).toContain('收缩压≥180');
    });

    it('goes up with her reports, and her record is open to the receiver alone', async () => {
      const sent = await done(village, submit, {
        input: {
          ...{ patientId: ids.patient, direction: 'UP', urgency: 'URGENT', reasonCode: 'U07' },
          ...{ toInstitutionId: 'county-hospital', department: '心血管内科', diagnoses },
          ...{ summary: '三种药物足量治疗后血压仍高。', reportIds: [ids.report] },
          ...{ form: { treatment: '三联降压', consent: true }, idempotencyKey: 'UP-1' },
        },
      });
      expect(sent?.referral).toMatchObject({ number: expect.stringMatching(/^ZZ\d{11}$/) });
      ids.up = String(valueAt(sent, 'referral', 'id'));
      expect((await open(hospital)).data?.patient).toEqual({ name: '顾来仪' });
      expect((await open(stranger)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('stands first on the desk of the receiver, with what was sent along', async () => {
      const query =
        '{ referrals(status: SUBMITTED, first: 1) { nodes { id form { treatment consent } reports { id ... on LabReport { observations { value } } } } } }';
      const listed = await done(hospital, query);
      expect(valueAt(listed, 'referrals', 'nodes')).toEqual([
        {
          ...{ id: ids.up, form: { treatment: '三联降压', consent: true } },
          reports: [{ id: ids.report, observations: [{ value: '6.2' }] }],
        },
      ]);
    });

    it('is received, treated, and sent back down with a plan', async () => {
      const publish =
        'mutation ($input: CapacityInput!) { made: publishCapacity(input: $input) { id } }';
      const slot = await done(desk, publish, {
        input: {
          ...{ kind: 'BED', department: '心血管内科', total: 5 },
          startsAt: `${laterDay(today, 1)}T08:00:00+08:00`,
          endsAt: `${laterDay(today, 1)}T18:00:00+08:00`,
        },
      });
      const capacity = `, capacityId: "${valueAt(slot, 'made', 'id')}"`;
      await step(desk, 'acceptReferral', ids.up, capacity);
      await step(desk, 'recordArrival', ids.up);
      const booked = `{ referral(id: "${ids.up}") { booking { status capacity { bookedByReferral } } } }`;
      const booking = { status: 'USED', capacity: { bookedByReferral: 1 } };
      expect((await done(desk, booked))?.referral).toEqual({ booking });
      await step(hospital, 'startTreatment', ids.up);
      const { referral } =
        (await step(hospital, 'completeReferral', ids.up, ', summary: "调整用药，血压达标。"')) ??
        {};
      expect(referral).toMatchObject({ status: 'COMPLETED', dueAt: expect.any(String) });
      const drugs = await done(
        hospital,
        '{ drugs(search: "氨氯地平", first: 1) { nodes { code } } }',
      );
      const medication = { dosage: '每日一次，每次一片', days: 28 };
      const sent = await done(hospital, submit, {
        input: {
          ...{ patientId: ids.patient, direction: 'DOWN', urgency: 'ROUTINE', reasonCode: 'D06' },
          ...{ toInstitutionId: 'township-dongpu', diagnoses, parentId: ids.up },
          ...{ summary: '血压达标，带药出院。', idempotencyKey: 'DOWN-1' },
          carePlan: {
            ...{ text: '每周测压，两周后复诊。', followUpBy: laterDay(today, 7) },
            medications: [{ ...medication, drugCode: valueAt(drugs, 'drugs', 'nodes', 0, 'code') }],
          },
        },
      });
      ids.down = String(valueAt(sent, 'referral', 'id'));
    });

    it('is printed for who may open the slip, and for nobody else', async () => {
      const print = async (user: string | null, id = ids.up) => {
        const headers: Record<string, string> =
          user === null ? {} : { authorization: `Bearer ${await county.token(user)}` };
        const answer = await fetch(`${county.gateway.url}/referrals/${id}/slip`, { headers });
        return { status: answer.status, headers: answer.headers, text: await answer.text() };
      };
      const { status, headers, text } = await print(desk);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(text).toMatch(/双向转诊（转出）单.*顾来仪/s);
      const refused = await Promise.all([print(null), print(stranger), print(desk, 'none')]);
      expect(refused.map((one) => one.status)).toEqual([401, 403, 403]);
      expect(refused.map((one) => one.text).join()).not.toContain('顾来仪');
    });

    it('is met again at home, and the slip is closed', async () => {
      const query = `{ referral(id: "${ids.down}") { parent { id dueAt } carePlan { text medications { days drug { name } } } } }`;
      expect((await done(village, query))?.referral).toMatchObject({
        parent: { id: ids.up, dueAt: null },
        carePlan: { medications: [{ days: 28, drug: { name: expect.any(String) } }] },
      });
      await step(village, 'acceptReferral', ids.down);
      const plan = `{ referral(id: "${ids.down}") { carePlan { medications { drug { code } } } continuity { oneDeductible priorities { code } } } }`;
      const told = await done(village, plan);
      expect(valueAt(told, 'referral', 'continuity')).toEqual({
        ...{
          oneDeductible: true,
          priorities: ['VISIT', 'EXAMINATION', 'ADMISSION'].map((code) => ({ code })),
        },
      });
      const medication = valueAt(told, 'referral', 'carePlan', 'medications', 0);
      const issued = await done(village, issue, {
        input: {
          ...{ patientId: ids.patient, kind: 'CONTINUATION', referralId: ids.down, diagnoses },
          items: [
            {
              drugCode: valueAt(medication, 'drug', 'code'),
              dosage: '每日一片',
              days: 28,
              quantity: 28,
            },
          ],
          ...{ reason: '慢性病稳定期续方', patientConsent: true, idempotencyKey: 'ON-1' },
        },
      });
      expect(valueAt(issued, 'issuePrescription', 'kind')).toBe('CONTINUATION');
      const closed = await step(village, 'recordFollowUp', ids.down, ', note: "血压 132/80。"');
      expect(closed?.referral).toEqual({ status: 'FOLLOWED_UP', dueAt: null });
    });

    it('has every step in her history, with who took it', async () => {
      const events = `{ referral(id: "${ids.up}") { events { status institution { id } } } }`;
      const { referral } = (await done(village, events)) ?? {};
      const at = (id: string, ...statuses: string[]) =>
        statuses.map((status) => ({ status, institution: { id } }));
      expect(valueAt(referral, 'events')).toEqual([
        ...at('township-dongpu', 'SUBMITTED'),
        ...at('county-hospital', 'ACCEPTED', 'ARRIVED', 'IN_TREATMENT', 'COMPLETED'),
      ]);
    });
  },
);
