import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { roles, type Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { FollowUpDuty } from '../follow-up-duty/follow-up-duty.entity';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import { PatientRow } from '../patient/patient.entity';
import { answerByDuties } from '../testing/duties';
import { aContract, aMembership, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');
interface Overdue {
  readonly nodes: readonly {
    membership: { id: string; nextDueOn: string };
    patient: { id: string; name: string; phone: string };
    daysOverdue: number;
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describeOnBothDatabases('overdueFollowUps', (kind) => {
  let harness: PatientsHarness;
  const list = async (given = '', viewer: Viewer = familyDoctor) => {
    const { data, errors } = await harness.run(
      viewer,
      `{ list: overdueFollowUps${given} { nodes { membership { id nextDueOn } patient { id name phone } daysOverdue } pageInfo { hasNextPage endCursor } } }`,
    );
    return { list: data?.list as unknown as Overdue | undefined, errors };
  };
  const ids = async (given?: string, viewer?: Viewer) =>
    (await list(given, viewer)).list?.nodes.map(({ membership }) => membership.id);
  /** A resident under contract with one follow-up due on a day. */
  const resident = (
    at: number,
    nextDueOn: string,
    contract: object = {},
    membership: object = {},
  ) =>
    harness.database.transaction(async (manager) => {
      const patientId = `patient-${at}`;
      await savePatient(manager, { id: patientId });
      await manager.save([
        aContract({ id: `contract-${at}`, patientId, ...contract }),
        aMembership({ id: `m${at}`, patientId, nextDueOn, ...membership }),
      ]);
      await layDuties(manager, [patientId], '2026-03-04');
    });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  afterAll(() => harness?.stop());

  describe.each(['contracts', 'duties'])('by %s', (way) => {
    beforeEach(async () => {
      await harness.clear();
      if (way === 'duties') await answerByDuties(harness);
    });

    it('lists who was due before today, the oldest first, with who she is', async () => {
      await resident(1, '2026-02-28');
      await resident(2, '2026-01-04');
      await resident(3, '2026-03-04');
      const found = await list();
      expect(found.errors).toBeUndefined();
      expect(found.list?.nodes).toEqual([
        {
          ...{ membership: { id: 'm2', nextDueOn: '2026-01-04' }, daysOverdue: 59 },
          patient: { id: 'patient-2', name: '张建国', phone: '13800001234' },
        },
        {
          ...{ membership: { id: 'm1', nextDueOn: '2026-02-28' }, daysOverdue: 4 },
          patient: { id: 'patient-1', name: '张建国', phone: '13800001234' },
        },
      ]);
    });

    it('shows none without an event of hers, and records nobody else', async () => {
      await resident(1, '2026-02-28');
      await resident(2, '2026-03-10');
      await list();
      expect(await harness.events()).toMatchObject([
        {
          ...{ action: 'LIST_OVERDUE', allowed: true, patientId: 'patient-1' },
          basis: 'FAMILY_DOCTOR_CONTRACT',
        },
      ]);
    });

    it('looks ahead to another day', async () => {
      await resident(1, '2026-03-10');
      expect(await ids()).toEqual([]);
      expect(await ids('(on: "2026-03-11")')).toEqual(['m1']);
    });

    it('lists no resident of another institution, nor one whose contract is not in force', async () => {
      await resident(1, '2026-01-01', { institutionId: 'people-hospital' });
      await resident(2, '2026-01-01', { end: '2026-03-03' });
      await resident(3, '2026-01-01', { start: '2026-03-05', end: '2027-03-04' });
      await resident(4, '2026-01-01', { end: '2026-03-04' }, { institutionId: 'county-hospital' });
      expect(await ids()).toEqual(['m4']);
    });

    it('lists nobody who has left', async () => {
      await resident(1, '2026-01-01', {}, { openRegister: null, until: '2026-01-31' });
      expect(await ids()).toEqual([]);
    });

    it('can be held to one team and one register', async () => {
      await resident(1, '2026-01-01');
      await resident(2, '2026-01-02', { teamId: 'team-2' }, { register: 'DIABETES' });
      expect(await ids('(teamId: "team-2")')).toEqual(['m2']);
      expect(await ids('(register: "HYPERTENSION")')).toEqual(['m1']);
      expect(await ids('(register: "HYPERTENSION", teamId: "team-2")')).toEqual([]);
    });

    it('comes in pages without losing or doubling one', async () => {
      for (let at = 1; at <= 7; at += 1) await resident(at, at % 2 ? '2026-01-01' : '2026-01-02');
      const seen: string[] = [];
      let after = '';
      for (let more = true; more; ) {
        const { list: page } = await list(`(first: 3${after})`);
        seen.push(...(page?.nodes.map(({ membership }) => membership.id) ?? []));
        more = page?.pageInfo.hasNextPage ?? false;
        after = `, after: "${page?.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(['m1', 'm3', 'm5', 'm7', 'm2', 'm4', 'm6']);
    });

    it('finds what stands on another record of the person, and shows her once for each', async () => {
      await resident(1, '2026-01-01', { institutionId: 'people-hospital' });
      await resident(2, '2026-01-02');
      await harness.database.transaction((manager) =>
        manager.update(
          PatientRow,
          { id: 'patient-2' },
          { personId: 'patient-1', mergedInto: 'patient-1' },
        ),
      );
      await harness.database.transaction((manager) =>
        layDuties(manager, ['patient-1'], '2026-03-04'),
      );
      const found = await list();
      expect(
        found.list?.nodes.map(({ membership, patient }) => [membership.id, patient.id]),
      ).toEqual([
        ['m1', 'patient-1'],
        ['m2', 'patient-1'],
      ]);
      expect(await harness.events()).toHaveLength(1);
    });

    it('asks in as many statements about many as about one', async () => {
      const count = async () => {
        harness.statements.length = 0;
        await list('(first: 100)');
        return harness.statements.length;
      };
      await resident(1, '2026-01-01');
      await count();
      const one = await count();
      for (let at = 2; at <= 30; at += 1) await resident(at, '2026-01-01');
      expect(await count()).toBe(one);
    });
  });

  it('rests on duties once every person was walked to, not before', async () => {
    await harness.clear();
    await resident(1, '2026-01-01');
    await harness.database.transaction((manager) => manager.clear(FollowUpDuty));
    expect(await ids()).toEqual(['m1']);
    await answerByDuties(harness);
    expect(await ids()).toEqual([]);
  });

  it.each([
    ['(teamId: "team-3")', 'NOT_FOUND'],
    ['(register: "LEPROSY")', 'INVALID_INPUT'],
    ['(first: 101)', 'INVALID_INPUT'],
    ['(after: "no cursor")', 'INVALID_INPUT'],
  ])('refuses %s', async (given, code) => {
    expect((await list(given)).errors).toMatchObject([{ extensions: { code } }]);
  });

  it.each(roles.filter((role) => role !== 'FAMILY_DOCTOR'))('refuses the role %s', async (role) => {
    await resident(1, '2026-01-01');
    const { errors } = await list('', aViewer(role, 'township-dongpu'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
