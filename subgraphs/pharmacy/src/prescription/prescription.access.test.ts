import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Access } from '@lianyi/shared/access/access';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aPrescription, aPrescriptionItem } from '../testing/pharmacy.factory';
import { startPharmacy } from '../testing/pharmacy.harness';

const on = (day: string) => new Date(`${day}T02:00:00Z`);
const rows = [
  aPrescription({ id: 'a', issuedAt: on('2026-05-01') }),
  aPrescription({ id: 'b', issuedAt: on('2026-05-02'), institutionId: 'township-dongpu' }),
  aPrescription({ id: 'c', issuedAt: on('2026-05-02'), sensitive: true }),
  ...Array.from({ length: 30 }, (_, index) => [
    aPrescription({ id: `x${index}`, patientId: `patient-${10 + (index % 10)}` }),
    aPrescriptionItem({ prescriptionId: `x${index}` }),
  ]).flat(),
];

interface Entities {
  _entities: { prescriptions: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }[];
}

describeOnBothDatabases('what of a patient’s prescriptions a viewer sees', (kind) => {
  const clinician = aViewer('CLINICIAN');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await startPharmacy(kind, rows, {
      ask: async <Data>() => ({ accessDecisions: [] }) as Data,
    });
  });
  afterAll(() => harness?.stop());

  const list = async (viewer: Viewer, access: Partial<Access> = {}, args = '') => {
    const fields = `prescriptions${args} { nodes { id } pageInfo { endCursor } }`;
    const { data, errors } = await harness.ofPatients(viewer, fields, { 'patient-1': access });
    expect(errors).toBeUndefined();
    const page = (data as unknown as Entities)._entities[0]?.prescriptions;
    return { ids: page?.nodes.map(({ id }) => id), endCursor: page?.pageInfo.endCursor };
  };

  it('is all of them, newest first, with a basis', async () => {
    expect((await list(clinician)).ids).toEqual(['c', 'b', 'a']);
    expect((await list(aViewer('PHARMACIST', 'township-dongpu'))).ids).toEqual(['c', 'b', 'a']);
  });

  it('is what the own institution issued where access is to own data only', async () => {
    expect((await list(clinician, { scope: 'OWN' })).ids).toEqual(['c', 'a']);
  });

  it('leaves out sensitive ones where access does not reach them', async () => {
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');
    expect((await list(platform, { sensitive: false })).ids).toEqual(['b', 'a']);
  });

  it('goes on after a cursor, also among those issued at one moment', async () => {
    const { ids, endCursor } = await list(clinician, {}, '(first: 1)');
    expect(ids).toEqual(['c']);
    const next = await list(clinician, {}, `(first: 5, after: "${endCursor}")`);
    expect(next.ids).toEqual(['b', 'a']);
  });

  it('takes one statement a field, however many patients', async () => {
    const open = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`patient-${10 + i}`, {}]),
    );
    harness.statements.length = 0;
    const fields =
      'prescriptions(first: 5) { nodes { id items { quantity } dispensings { lines { quantity } } } }';
    const { errors } = await harness.ofPatients(clinician, fields, open);
    expect(errors).toBeUndefined();
    expect(harness.statements).toHaveLength(3);
  });

  describe('one by one', () => {
    it.each([
      ['without a basis', 'a', undefined],
      ['of another institution, with own data only', 'b', { scope: 'OWN' }],
      ['that is sensitive, without that reach', 'c', { sensitive: false }],
      ['that does not exist', 'none', {}],
    ] as const)('is refused alike: one %s', async (_case, id, access) => {
      const query = `{ prescription(id: "${id}") { id } prescriptionByNumber(number: "RX-${id}") { id } }`;
      const open = access && { 'patient-1': access };
      const { data, errors } = await harness.run(clinician, query, {}, open);
      expect(data).toEqual({ prescription: null, prescriptionByNumber: null });
      const refusal = {
        message: 'No basis to open this prescription. Open the record of its patient first.',
        extensions: { code: 'FORBIDDEN' },
      };
      expect(errors).toMatchObject([refusal, refusal]);
    });
  });
});
