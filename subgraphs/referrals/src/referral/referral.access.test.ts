import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Access } from '@lianyi/shared/access/access';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aReferral } from '../testing/referral.factory';
import { startReferrals } from '../testing/referrals.harness';
import { ReferralStatus } from './referral.entity';

const rows = [
  aReferral({ id: 'to-county', createdAt: noonOf('2026-05-01') }),
  aReferral({
    id: 'elsewhere',
    ...{ fromInstitutionId: 'people-hospital', toInstitutionId: 'township-xiling' },
    createdAt: noonOf('2026-05-02'),
  }),
  aReferral({ id: 'sensitive', sensitive: true, createdAt: noonOf('2026-05-03') }),
  aReferral({
    id: 'draft',
    status: ReferralStatus.DRAFT,
    submittedAt: null,
    createdAt: noonOf('2026-05-04'),
  }),
  aReferral({ id: 'of-another', patientId: 'patient-2', createdAt: noonOf('2026-05-05') }),
];

interface Entities {
  _entities: { referrals: { nodes: { id: string }[] } | null }[];
}

describeOnBothDatabases('what of a patient’s referrals a viewer sees', (kind) => {
  const clinician = aViewer('CLINICIAN');
  const sender = aViewer('CLINICIAN', 'township-dongpu');
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await startReferrals(kind, rows);
  });
  afterAll(() => harness?.stop());

  const listed = async (viewer: Viewer, access: Partial<Access> = {}) => {
    const open = { 'patient-1': access };
    const { data, errors } = await harness.ofPatients(viewer, 'referrals { nodes { id } }', open);
    expect(errors).toBeUndefined();
    const { _entities } = data as unknown as Entities;
    return _entities[0]?.referrals?.nodes.map(({ id }) => id);
  };
  const read = (viewer: Viewer, id: string, access?: Partial<Access>) =>
    harness.run(viewer, `{ referral(id: "${id}") { id } }`, {}, access && { 'patient-1': access });
  const refused = (id: string) => [
    { message: expect.stringContaining(id), extensions: { code: 'FORBIDDEN', referralId: id } },
  ];

  it('is all of them, newest first, for a clinician with a basis', async () => {
    expect(await listed(clinician)).toEqual(['sensitive', 'elsewhere', 'to-county']);
  });

  it('includes the draft for its sender alone', async () => {
    expect(await listed(sender)).toEqual(['draft', 'sensitive', 'elsewhere', 'to-county']);
  });

  it('is what the own institution sent or received where access is to own data only', async () => {
    expect(await listed(clinician, { scope: 'OWN' })).toEqual(['sensitive', 'to-county']);
    expect(await listed(aViewer('CLINICIAN', 'imaging-center'), { scope: 'OWN' })).toEqual([]);
  });

  it('is what the own institution sent or received for a referral officer', async () => {
    expect(await listed(aViewer('REFERRAL_OFFICER'))).toEqual(['sensitive', 'to-county']);
  });

  it('leaves out sensitive ones where access does not reach them', async () => {
    expect(await listed(clinician, { sensitive: false })).toEqual(['elsewhere', 'to-county']);
  });

  it('is nothing but a refusal without a basis', async () => {
    const denied = await startReferrals(kind, [], {
      ask: async <Data>() =>
        ({
          accessDecisions: [{ patientId: 'patient-1', grant: null, mayBreakGlass: true }],
        }) as Data,
    });
    const query =
      '{ _entities(representations: [{ __typename: "Patient", id: "patient-1" }]) { ... on Patient { referrals { nodes { id } } } } }';
    const { data, errors } = await denied.run(clinician, query);
    await denied.stop();
    expect(data).toEqual({ _entities: [{ referrals: null }] });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: true } }]);
  });

  describe('one by one', () => {
    it('is a referral between others for a clinician with a basis', async () => {
      const { data } = await read(clinician, 'elsewhere', {});
      expect(data).toEqual({ referral: { id: 'elsewhere' } });
    });

    it.each([
      ['a referral between others, for an officer', aViewer('REFERRAL_OFFICER'), 'elsewhere', {}],
      ['a referral between others, with own data only', clinician, 'elsewhere', { scope: 'OWN' }],
      ['a sensitive one, without that reach', clinician, 'sensitive', { sensitive: false }],
      ['the draft, for its receiver', clinician, 'draft', {}],
      ['one that does not exist', clinician, 'nothing', {}],
    ] as const)('is refused alike: %s', async (_case, viewer, id, access) => {
      const { data, errors } = await read(viewer, id, access);
      expect(data).toEqual({ referral: null });
      expect(errors).toMatchObject(refused(id));
    });

    it('is said to be unanswered, not refused, where the patients part is down', async () => {
      const { errors } = await read(clinician, 'to-county');
      expect(errors).toMatchObject([
        { message: new Unavailable('patients').message, extensions: { code: 'UNAVAILABLE' } },
      ]);
    });
  });
});
