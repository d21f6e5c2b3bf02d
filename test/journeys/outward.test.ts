import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';

const village = 'family-doctor@township-dongpu';
const laboratory = 'reporter@township-dongpu';
const office = 'community-office@county-hospital';
const city = 'clinician@city-hospital';
const cityDesk = 'referral-officer@city-hospital';
const hourAgo = () => formatInstant(new Date(Date.now() - 3_600_000));
const submit = `mutation ($input: ReferralInput!) { referral: submitReferral(input: $input) { id approval } }`;

describe.each<TopologyKind>(['one process', 'apart'])(
  'a patient sent out of the county (%s)',
  (topology) => {
    let county: TestCounty;
    const ids = { patient: '', refused: '', slip: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const open = (user: string) => county.run(user, `{ patient(id: "${ids.patient}") { name } }`);
    const send = async (idempotencyKey: string) => {
      const sent = await done(village, submit, {
        input: {
          ...{ patientId: ids.patient, direction: 'OUTWARD', urgency: 'ROUTINE' },
          ...{ toInstitutionId: 'city-hospital', reasonCode: 'O01', idempotencyKey },
          diagnoses: [{ system: 'ICD-10', code: 'C34.1', display: '肺上叶恶性肿瘤' }],
          summary: '需放射治疗，县域内无设备。',
        },
      });
      expect(valueAt(sent, 'referral', 'approval')).toBe('AWAITED');
      return String(valueAt(sent, 'referral', 'id'));
    };

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      const demographics = { name: '顾远行', gender: 'MALE', birthDate: '1961-04-02' };
      const posted = await done(laboratory, operation('PostLab'), {
        input: {
          ...{ patient: { demographics }, sourceId: 'OUTWARD', status: 'FINAL' },
          ...{ effectiveAt: hourAgo(), issuedAt: hourAgo() },
          observations: [{ code: '6690-2', value: '6.2', unit: '10^9/L' }],
        },
      });
      ids.patient = String(valueAt(posted, 'postLabReport', 'report', 'patient', 'id'));
      const visit = 'mutation ($input: EncounterInput!) { recordEncounter(input: $input) { id } }';
      const encounter = { patientId: ids.patient, sourceId: 'OUTWARD-VISIT', class: 'OUTPATIENT' };
      await done(village, visit, { input: { ...encounter, startedAt: hourAgo() } });
    }, 120_000);
    afterAll(() => county?.stop());

    it('is refused with a reason her doctor reads, and her record stays shut', async () => {
      ids.refused = await send('OUT-1');
      const reason = '县人民医院可行放疗';
      const refuse = `mutation { refuseOutwardReferral(id: "${ids.refused}", reason: "${reason}") { status } }`;
      expect((await done(office, refuse))?.refuseOutwardReferral).toEqual({ status: 'DECLINED' });
      const read = `{ referral(id: "${ids.refused}") { approval events { note } } }`;
      expect((await done(village, read))?.referral).toEqual({
        ...{ approval: 'REFUSED', events: [{ note: null }, { note: reason }] },
      });
      expect((await open(city)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('is sent anew, and waits on the register of the office without her name', async () => {
      ids.slip = await send('OUT-2');
      expect((await open(city)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      const register =
        '{ outwardReferrals(approval: AWAITED, first: 1) { nodes { referralId disease reasonCode from { id } to { name } } } }';
      const listed = await done(office, register);
      expect(valueAt(listed, 'outwardReferrals', 'nodes')).toEqual([
        {
          ...{ referralId: ids.slip, disease: 'C34', reasonCode: 'O01' },
          ...{ from: { id: 'township-dongpu' }, to: { name: expect.any(String) } },
        },
      ]);
      expect((await open(office)).errors).toBeDefined();
    });

    it('goes when it is approved: only then the city opens her record and takes her in', async () => {
      await done(office, `mutation { approveOutwardReferral(id: "${ids.slip}") { status } }`);
      expect((await open(city)).data?.patient).toEqual({ name: '顾远行' });
      const accept = `mutation { acceptReferral(id: "${ids.slip}") { status } }`;
      expect((await done(cityDesk, accept))?.acceptReferral).toEqual({ status: 'ACCEPTED' });
      const file = `mutation { fileOutwardReferral(id: "${ids.slip}", filingNumber: "BA20261128001") { filingNumber } }`;
      await done(office, file);
      const read = `{ referral(id: "${ids.slip}") { filingNumber } }`;
      expect((await done(village, read))?.referral).toEqual({ filingNumber: 'BA20261128001' });
    });

    it('is counted in a sheet for the office, with institutions by name', async () => {
      const sheet = async (user: string, asked: string) => {
        const headers = { authorization: `Bearer ${await county.token(user)}` };
        const address = `${county.gateway.url}/referrals/outward.csv${asked}`;
        const answer = await fetch(address, { headers });
        // The mark by which spreadsheet programs know UTF-8 is part of it.
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
          await answer.arrayBuffer(),
        );
        return { status: answer.status, headers: answer.headers, text };
      };
      const today = shanghaiDay(new Date());
      const month = `start=${today}&end=${today}`;
      const { status, headers, text } = await sheet(office, `?${month}&by=INSTITUTION,DISEASE`);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      expect(text).toMatch(/^\uFEFF月份,[^\n]*\r\n,东浦镇中心卫生院,,,,C34,2,0,1,1,/);
      expect((await sheet(city, `?${month}`)).status).toBe(403);
      for (const asked of [
        '',
        '?start=today&end=today',
        `?${month}&by=NAME`,
        `?${month}&start=x`,
      ]) {
        const refused = await sheet(office, asked);
        expect([asked, refused.status]).toEqual([asked, 400]);
        expect(JSON.parse(refused.text)).toMatchObject({
          errors: [{ extensions: { code: 'INVALID_INPUT' } }],
        });
      }
    });
  },
);
