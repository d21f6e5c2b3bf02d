import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';

const admin = 'admin@county-hospital';
const doctor = 'clinician@county-hospital';
const today = shanghaiDay(new Date());
const titles = '医保编码,药品名称,拼音首字母,剂型,规格,单位,可用机构,生产企业,单价';
const codeOf = (serial: number) => `XA02BCZ999Z9990101${String(serial).padStart(5, '0')}`;
const lineOf = (serial: number) =>
  `${codeOf(serial)},县目录新增药${serial},xmlxzy${serial},片剂,5mg,盒,全部,示例制药有限公司示例制药有限公司示例制药有限公司,9.8`;

describe.each<TopologyKind>(['one process', 'apart'])(
  'a county’s list of drugs (%s)',
  (topology) => {
    let county: TestCounty;
    let patientId = '';
    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      patientId = county.county.person(0).id;
    }, 120_000);
    afterAll(() => county?.stop());

    const draft = (lines: readonly string[], idempotencyKey: string) =>
      county.run(
        admin,
        'mutation ($input: DrugListInput!) { draft: draftDrugList(input: $input) { list { id added changed ended } faults { line column } faultCount } }',
        {
          input: {
            text: [titles, ...lines].join('\r\n'),
            ...{ effectiveFrom: today, whole: false, idempotencyKey },
          },
        },
      );
    const prescribe = (drugCode: string) =>
      county.run(
        doctor,
        'mutation ($input: PrescriptionInput!) { sheet: issuePrescription(input: $input) { items { drug { name } } } }',
        {
          input: {
            ...{ patientId, kind: 'EMERGENCY', idempotencyKey: `sheet-${drugCode}` },
            diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
            items: [{ drugCode, dosage: '每日一次', days: 3, quantity: 1 }],
          },
        },
      );

    it('is refused whole for one bad line', async () => {
      const { data } = await draft([lineOf(1), `X${lineOf(2)}`], 'bad');
      expect(data).toEqual({
        draft: { list: null, faults: [{ line: 3, column: '医保编码' }], faultCount: 1 },
      });
    });

    it('counts once it is enacted: its drugs are found and prescribed', async () => {
      // As large as a text gets through the gateway.
      const lines = Array.from({ length: 4500 }, (_, at) => lineOf(at + 1));
      const { data, errors } = await draft(lines, 'good');
      expect(errors).toBeUndefined();
      expect(valueAt(data, 'draft', 'list')).toMatchObject({ added: 4500, changed: 0, ended: 0 });
      expect((await prescribe(codeOf(7))).errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', field: 'items[0].drugCode' } },
      ]);
      const id = valueAt(data, 'draft', 'list', 'id');
      const enact = 'mutation ($id: ID!) { enactDrugList(id: $id) { status } }';
      expect((await county.run(admin, enact, { id })).data).toEqual({
        enactDrugList: { status: 'ENACTED' },
      });
      const found = await county.run(
        doctor,
        '{ drugs(search: "XMLXZY77", first: 100) { nodes { code } } }',
      );
      expect(valueAt(found.data, 'drugs', 'nodes')).toHaveLength(11);
      expect((await prescribe(codeOf(7))).data).toEqual({
        sheet: { items: [{ drug: { name: '县目录新增药7' } }] },
      });
    });
  },
);
