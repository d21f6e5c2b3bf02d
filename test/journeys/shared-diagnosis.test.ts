import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';

const township = 'clinician@township-dongpu';
const center = 'reporter@imaging-center';
const stranger = 'reporter@ecg-center';

interface Made {
  readonly made: { readonly id: string };
}

const register = `mutation {
  made: registerPatient(
    identifiers: []
    demographics: { name: "柯远程", gender: FEMALE, birthDate: "1961-05-02" }
    sourceKey: "SHARED-DIAGNOSIS"
  ) { patient { id } }
}`;
const request = `mutation ($id: ID!) {
  made: requestDiagnosis(input: {
    patientId: $id, itemCode: "CT-CHEST", centerId: "imaging-center", sourceId: "DP-CT-1", urgency: URGENT
    performedAt: "2026-03-02T08:00:00+08:00", clinicalQuestion: "咳嗽两周，除外肺炎"
  }) { id status }
}`;
const worklist = `{ diagnosticRequests(first: 100) {
  nodes { id status urgency clinicalQuestion patient { id name gender age } from { id name } }
} }`;
const claim = `mutation ($id: ID!) {
  made: claimDiagnosticRequest(id: $id) { id status claimedUntil claimedBy { id } }
}`;
const report = `mutation ($id: ID!, $patientId: ID!) {
  made: postExamReport(input: {
    patient: { patientId: $patientId }, sourceId: "IC-1", status: FINAL, issuedAt: "2026-03-02T09:00:00+08:00"
    itemCode: "CT-CHEST", modality: CT, findings: "右肺下叶斑片影", conclusion: "右肺下叶炎症"
    diagnosticRequestId: $id
  }) { report { id } }
}`;
const answered = `{ diagnosticRequests(status: REPORTED, first: 100) {
  nodes { id report { conclusion institution { id } performingInstitution { id name } } }
} }`;
const look = 'query ($id: ID!) { patient(id: $id) { id examReports { nodes { conclusion } } } }';
const log = `query ($id: ID!) { accessLog(patientId: $id, first: 100) {
  nodes { allowed basis institution { id } }
} }`;

describe.each<TopologyKind>(['one process', 'apart'])(
  'a township’s CT, diagnosed above (%s)',
  (topology) => {
    let county: TestCounty;
    let [patientId, id] = ['', ''];
    const rows = async (user: string, query: string) => {
      const { data } = await county.run(user, query);
      const page = data?.diagnosticRequests as { nodes: { id: string }[] } | null | undefined;
      return page?.nodes ?? [];
    };
    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
      const { data } = await county.run(township, register);
      const { made } = data as unknown as { made: { patient: { id: string } } };
      patientId = made.patient.id;
    }, 60_000);
    afterAll(() => county?.stop());

    it('opens nothing to the centre before it is asked', async () => {
      const { errors } = await county.run(center, look, { id: patientId });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('stands in the centre’s worklist once it is requested, with who she is', async () => {
      const { data, errors } = await county.run(township, request, { id: patientId });
      expect(errors).toBeUndefined();
      id = (data as unknown as Made).made.id;
      const found = (await rows(center, worklist)).find((one) => one.id === id);
      expect(found).toMatchObject({
        ...{ status: 'REQUESTED', urgency: 'URGENT', clinicalQuestion: '咳嗽两周，除外肺炎' },
        patient: { id: patientId, name: '柯远程', gender: 'FEMALE', age: expect.any(Number) },
        from: { id: 'township-dongpu' },
      });
    });

    it('is nobody else’s', async () => {
      expect((await rows(stranger, worklist)).map((one) => one.id)).not.toContain(id);
      const { errors } = await county.run(stranger, claim, { id });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('is claimed by one reader of the centre', async () => {
      const { data, errors } = await county.run(center, claim, { id });
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ made: { status: 'CLAIMED' } });
    });

    it('is reported, and comes back with both institutions named', async () => {
      const posted = await county.run(center, report, { id, patientId });
      expect(posted.errors).toBeUndefined();
      const found = (await rows(township, answered)).find((one) => one.id === id);
      expect(found).toMatchObject({
        report: {
          ...{ conclusion: '右肺下叶炎症', institution: { id: 'imaging-center' } },
          performingInstitution: { id: 'township-dongpu' },
        },
      });
    });

    it('leaves each look of the centre in her log, by the request until it had data of its own', async () => {
      const { data } = await county.run('auditor@county-hospital', log, { id: patientId });
      const page = data?.accessLog as { nodes: { basis: string; institution: { id: string } }[] };
      const looks = page.nodes.filter(({ institution }) => institution.id === 'imaging-center');
      const bases = new Set(looks.map(({ basis }) => basis));
      expect(bases).toEqual(new Set(['OWN_DATA', 'DIAGNOSTIC_REQUEST', null]));
    });
  },
);
