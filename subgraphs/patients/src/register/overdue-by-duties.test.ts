import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import type { EntityManager } from 'typeorm';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { FollowUpDuty } from '../follow-up-duty/follow-up-duty.entity';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import { PatientRow } from '../patient/patient.entity';
import { patientRow } from '../patient/patient-rows';
import { askBothWays } from '../testing/duties';
import { aContract, aMembership, aPatient, noon } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { findOverdueByContracts, type OverdueQuestion } from './overdue.loader';
import { findOverdueByDuties } from './overdue-by-duties.loader';
import { RegisterMembership } from './register-membership.entity';

const today = '2026-03-04';
const idOf = (at: number) => `p${String(at).padStart(5, '0')}`;
/** Every third resident has another team, every seventh is on another register; all are overdue. */
const residentsFrom = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => {
    const at = from + place;
    const patientId = idOf(at);
    const register = at % 7 ? 'HYPERTENSION' : 'DIABETES';
    const nextDueOn = laterDay('2025-12-01', at % 30);
    return {
      contract: aContract({
        id: `c-${patientId}`,
        patientId,
        teamId: at % 3 ? 'team-1' : 'team-2',
      }),
      membership: aMembership({ id: `m-${patientId}`, patientId, register, nextDueOn }),
    };
  });
const asked = [
  {},
  { register: 'DIABETES' },
  { teamId: 'team-2' },
  { teamId: 'team-2', register: 'DIABETES' },
];

describeOnBothDatabases('a page of overdue follow-ups', (kind) => {
  let harness: PatientsHarness;
  const question = (given: Partial<OverdueQuestion>): OverdueQuestion => ({
    ...{ institutionId: 'township-dongpu', teamId: null, register: null, today, on: today },
    ...{ limit: 11, after: null, ...given },
  });
  const store = (from: number, to: number) =>
    harness.database.transaction(async (manager) => {
      const residents = residentsFrom(from, to);
      const ids = residents.map(({ contract }) => contract.patientId);
      const cipher = await harness.process.cipher.within(manager);
      const rows = ids.map((id) => patientRow(cipher, aPatient({ id })));
      await insertRows(manager, PatientRow, rows);
      await insertRows(
        manager,
        FamilyDoctorContract,
        residents.map(({ contract }) => contract),
      );
      await insertRows(
        manager,
        RegisterMembership,
        residents.map(({ membership }) => membership),
      );
      await layDuties(manager, ids, today);
    });
  const analyze = () =>
    harness.database.transaction((manager) => manager.query('ANALYZE TABLE `follow_up_duty`'));

  beforeAll(async () => {
    harness = await startPatients(kind);
    harness.clock.now = noon;
    await store(0, 300);
  });
  afterAll(() => harness?.stop());

  /** How the engine runs a page, first and further on. */
  const plansOf = async (find: typeof findOverdueByDuties, given: Partial<OverdueQuestion>) => {
    const { read } = harness.database;
    const ask = (after: OverdueQuestion['after']) => find(read, question({ ...given, after }));
    const [last] = (await ask(null)).slice(-1);
    const queries = await queriesOf(harness.database, async () => {
      await ask(null);
      await ask([last?.nextDueOn ?? '', last?.id ?? '']);
    });
    return Promise.all(queries.map((query) => planOf(harness.database, query)));
  };

  /** Rows a second page reads, by the server’s own count. */
  const readsOf = (find: typeof findOverdueByDuties, given: Partial<OverdueQuestion>) =>
    harness.database.transaction(async (manager) => {
      const after = ['2025-12-01', 'm-p00150'];
      const count = async () => {
        const rows: { Value: string }[] = await manager.query(
          "SHOW SESSION STATUS LIKE 'Handler_read%'",
        );
        return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
      };
      const start = await count();
      await find(manager, question({ ...given, after }));
      return (await count()) - start;
    });

  it.each(asked)('walks the index of what is asked, and sorts nothing: %j', async (given) => {
    for (const plan of await plansOf(findOverdueByDuties, given)) {
      const [walk] = plan.filter((step) => /^SEARCH d |^(range|ref) /.test(step));
      if (kind === 'sqlite') {
        const equal = ['institutionId', ...Object.keys(given).sort().reverse()].join('=\\? AND ');
        expect(walk).toMatch(
          new RegExp(`^SEARCH d USING INDEX \\S+ \\(${equal}=\\? AND .*nextDueOn.*<\\?\\)`),
        );
      }
      expect(plan.filter((step) => /SCAN (?!page)|^ALL|^index/.test(step))).toEqual([]);
      expect(walk).not.toMatch(/temporary|filesort/);
    }
  });

  // SQLite does not count: there the plan has to say it.
  if (kind === 'mysql')
    it('reads no more rows among ten times as many residents', async () => {
      await analyze();
      const few = await Promise.all(asked.map((given) => readsOf(findOverdueByDuties, given)));
      const before = await readsOf(findOverdueByContracts, {});
      await store(300, 3000);
      await analyze();
      for (const [at, given] of asked.entries())
        expect(await readsOf(findOverdueByDuties, given)).toBeLessThanOrEqual((few[at] ?? 0) + 5);
      expect(await readsOf(findOverdueByContracts, {})).toBeGreaterThan(before * 5);
    });
  it('shows a membership under two contracts once, and is as long as any other', async () => {
    const [again = ''] = (await askBothWays(harness)).byDuties;
    await harness.database.transaction(async (manager) => {
      await manager.save(aContract({ id: 'second', patientId: again.slice(2), teamId: 'team-2' }));
      await layDuties(manager, [again.slice(2)], today);
      expect(await manager.countBy(FollowUpDuty, { membershipId: again })).toBe(2);
    });
    const { byDuties, byContracts } = await askBothWays(harness, { limit: 6 });
    expect(byDuties).toEqual(byContracts);
    expect([byDuties[0], new Set(byDuties).size]).toEqual([again, 6]);
  });

  it('shows nothing that contract, register and person say no more', async () => {
    const change = async (work: (manager: EntityManager) => Promise<unknown>) => {
      await harness.database.transaction(work);
      return askBothWays(harness, { limit: 6 });
    };
    const first = await askBothWays(harness, { limit: 6 });
    expect(first.byDuties).toEqual(first.byContracts);
    const [one = '', two = '', three = '', four = '', five = ''] = first.byDuties;
    const patient = (membership: string) => membership.slice(2);
    const { byDuties, byContracts } = await change(async (manager) => {
      await manager.update(RegisterMembership, { id: one }, { openRegister: null, until: today });
      await manager.update(RegisterMembership, { id: two }, { nextDueOn: '2025-12-20' });
      await manager.update(
        FamilyDoctorContract,
        { id: `c-${patient(three)}` },
        { end: '2026-03-01' },
      );
      await manager.update(
        FamilyDoctorContract,
        { id: `c-${patient(four)}` },
        { institutionId: 'people-hospital' },
      );
      await manager.update(
        FamilyDoctorContract,
        { id: `c-${patient(five)}` },
        { patientId: idOf(1) },
      );
    });
    expect(byDuties).toEqual(byContracts);
    expect(byDuties).not.toEqual(first.byDuties);
  });

  it('shows nothing of a contract that another team has now', async () => {
    const team = { teamId: 'team-1', limit: 6 };
    const [moved = ''] = (await askBothWays(harness, team)).byDuties;
    await harness.database.transaction((manager) =>
      manager.update(FamilyDoctorContract, { id: `c-${moved.slice(2)}` }, { teamId: 'team-2' }),
    );
    const { byDuties, byContracts } = await askBothWays(harness, team);
    expect(byDuties).toEqual(byContracts);
    expect(byDuties).not.toContain(moved);
  });
});
