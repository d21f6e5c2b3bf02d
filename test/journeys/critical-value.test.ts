import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { yearsLater } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty } from '../support/county';

const ward = 'clinician@county-hospital';
const doctor = 'family-doctor@township-dongpu';
const laboratory = 'reporter@lab-center';
const stranger = 'clinician@people-hospital';

interface Values {
  readonly criticalValues: {
    readonly nodes: readonly { readonly id: string; readonly status: string }[];
  };
}
interface Notices {
  readonly notices: { readonly nodes: readonly { readonly id: string }[] };
}

const listed = `{ criticalValues { nodes {
  id status patient { name } institution { id } observation { value item { code } }
} } }`;
const noticed = `{ notices(unreadOnly: true) { nodes {
  id kind patient { name } changes { field item { name } from to } labReport { version }
} } }`;

describe('a dangerous potassium on its way to the ward', () => {
  let county: TestCounty;
  let [patientId, valueId] = ['', ''];
  const run = async (user: string, query: string) => {
    const { data, errors } = await county.run(user, query);
    if (errors) throw new Error(JSON.stringify(errors));
    return data as unknown;
  };
  const report = (hour: string, value: string) =>
    run(
      laboratory,
      `mutation { postLabReport(input: { patient: { patientId: "${patientId}" } sourceId: "K-1" status: FINAL issuedAt: "2026-11-20T${hour}:00:00+08:00" observations: [{ code: "2823-3" name: "钾" value: "${value}" unit: "mmol/L" referenceRange: "3.5-5.3" }] }) { outcome } }`,
    );
  const valuesOf = async (user: string) =>
    ((await run(user, listed)) as Values).criticalValues.nodes.filter((one) =>
      JSON.stringify(one).includes('齐危急'),
    );
  const untilNoticed = async () => {
    for (let left = 100; left > 0; left -= 1) {
      const { notices } = (await run(ward, noticed)) as Notices;
      if (notices.nodes.length > 0) return notices.nodes;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return [];
  };

  beforeAll(async () => {
    county = await startCounty({ patients: 10 });
    const registered = (await run(
      doctor,
      'mutation { one: registerPatient(identifiers: [] demographics: { name: "齐危急", gender: FEMALE, birthDate: "1961-05-04" } sourceKey: "K") { patient { id } } }',
    )) as { one: { patient: { id: string } } };
    patientId = registered.one.patient.id;
    const today = shanghaiDay(new Date());
    await run(
      doctor,
      `mutation { signFamilyDoctorContract(patientId: "${patientId}" teamId: "team-dongpu-1" period: { start: "${today}" end: "${yearsLater(today, 2)}" }) { id } }`,
    );
    await run(
      ward,
      `mutation { recordEncounter(input: { patientId: "${patientId}" sourceId: "K-STAY" class: INPATIENT startedAt: "2026-11-20T08:00:00+08:00" }) { id } }`,
    );
  }, 60_000);
  afterAll(() => county?.stop());

  it('reaches the ward where she lies and her family doctor, and nobody else', async () => {
    await report('09', '6.9');
    for (const user of [ward, doctor]) {
      const values = await valuesOf(user);
      expect(values).toMatchObject([
        {
          ...{ status: 'OPEN', patient: { name: '齐危急' }, institution: { id: 'lab-center' } },
          observation: { value: '6.9', item: { code: '2823-3' } },
        },
      ]);
      valueId = values[0]?.id ?? '';
    }
    expect(await valuesOf(stranger)).toEqual([]);
  });

  it('is read back as it was reported, or not taken on', async () => {
    const acknowledge = (readBack: string) =>
      county.run(
        ward,
        `mutation { acknowledgeCriticalValue(id: "${valueId}" readBack: "${readBack}") { status acknowledgedBy } }`,
      );
    const { errors } = await acknowledge('9.6');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'readBack' } }]);
    expect((await acknowledge('6.9 mmol/L')).data).toMatchObject({
      acknowledgeCriticalValue: { status: 'ACKNOWLEDGED' },
    });
  });

  it('is handled, and the log says who did what', async () => {
    await run(
      ward,
      `mutation { handleCriticalValue(id: "${valueId}" handling: "静推葡萄糖酸钙，复查") { status } }`,
    );
    const log = await run(
      'auditor@county-hospital',
      `{ accessLog(patientId: "${patientId}" first: 100) { nodes { action allowed basis institution { id } } } }`,
    );
    for (const action of ['ACKNOWLEDGE_CRITICAL_VALUE', 'HANDLE_CRITICAL_VALUE'])
      expect(JSON.stringify(log)).toContain(
        `"action":"${action}","allowed":true,"basis":"ENCOUNTER","institution":{"id":"county-hospital"}`,
      );
  });

  it('is told of again when the laboratory corrects it', async () => {
    await report('10', '3.9');
    const nodes = await untilNoticed();
    expect(nodes).toMatchObject([
      {
        ...{ kind: 'AMENDED', patient: { name: '齐危急' }, labReport: { version: 2 } },
        changes: [{ field: 'VALUE', item: { name: '钾' }, from: '6.9 mmol/L', to: '3.9 mmol/L' }],
      },
    ]);
    expect(await valuesOf(ward)).toMatchObject([{ id: valueId, status: 'HANDLED' }]);
    await run(ward, `mutation { markNoticeRead(id: "${nodes[0]?.id}") { readAt } }`);
    expect(await run(ward, noticed)).toEqual({ notices: { nodes: [] } });
  });
});
