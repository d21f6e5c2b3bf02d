import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import fc from 'fast-check';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { RegisterMembership } from '../register/register-membership.entity';
import { askBothWays, dutiesOfToday } from '../testing/duties';
import { createDutyClient, saveResidents } from '../testing/duty.client';
import { decide } from '../testing/merging';
import { aContract, aMembership, anEncounter, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { layDuties } from './lay-duties.service';
import { removeRunOut } from './walk-persons.service';

const records = ['r0', 'r1', 'r2'];
const pairs = ['r1-r0', 'r2-r0', 'r2-r1'];
const moves = [
  ...(['sign', 'sign', 'enrol', 'enrol', 'renew', 'end', 'followUp', 'leave'] as const),
  ...(['merge', 'merge', 'unmerge', 'wait'] as const),
];
interface Move {
  readonly what: (typeof moves)[number];
  readonly who: number;
  readonly pick: number;
  readonly days: number;
}
const questions = [
  {},
  { register: 'HYPERTENSION' },
  { teamId: 'team-2' },
  { institutionId: 'people-hospital', teamId: 'team-3', register: 'DIABETES' },
];

describeOnBothDatabases('the duties of follow-ups', (kind) => {
  let harness: PatientsHarness;
  const { act, today } = createDutyClient(() => harness);
  const sign = (id: string, teamId = 'team-1', days = 0) => {
    const day = laterDay(today(), days);
    return act('sign', id, { teamId, day, end: laterDay(day, 400) });
  };
  const contracts = () => harness.database.read.find(FamilyDoctorContract, { order: { id: 1 } });
  const memberships = () => harness.database.read.find(RegisterMembership, { order: { id: 1 } });
  const expectRight = async () => {
    const { laid, should } = await dutiesOfToday(harness);
    expect(laid).toEqual(should);
    return laid;
  };
  /** What a random move does, with one of the contracts and memberships there are. */
  const take = async ({ what, who, pick, days }: Move) => {
    const id = records[who] ?? '';
    const chosen = <Row>(rows: readonly Row[]) => rows[pick % Math.max(1, rows.length)];
    const { id: contractId = 'none', teamId, end } = chosen(await contracts()) ?? {};
    const next = laterDay(end ?? today(), 1);
    if (what === 'sign') await sign(id, `team-${1 + (pick % 3)}`, days);
    else if (what === 'renew')
      await act(what, contractId, { teamId, day: next, end: laterDay(next, 400) });
    else if (what === 'end') await act(what, contractId, { teamId, day: laterDay(today(), days) });
    else if (what === 'enrol')
      await act(what, id, { register: pick % 2 ? 'HYPERTENSION' : 'DIABETES' });
    else if (what === 'merge' || what === 'unmerge')
      await decide(harness, clinician, what, what === 'merge' ? (pairs[who] ?? '') : id);
    else if (what === 'wait')
      harness.clock.now = new Date(harness.clock.now.getTime() + (1 + pick * 70) * 86_400_000);
    else await act(what, chosen(await memberships())?.id ?? 'none');
  };
  const begin = async () => {
    await harness.clear();
    await saveResidents(harness, records);
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(begin);
  afterAll(() => harness?.stop());

  it('follow each change of a contract, a register or a person, in its commit', async () => {
    const counts: number[] = [];
    const count = async (change: Promise<unknown>) => {
      await change;
      counts.push((await expectRight()).length);
    };
    await count(act('enrol', 'r1'));
    await count(sign('r0'));
    await count(decide(harness, clinician, 'merge', 'r1-r0'));
    const [hypertension] = await memberships();
    await count(act('enrol', 'r0', { register: 'DIABETES' }));
    const before = await expectRight();
    harness.clock.now = new Date('2027-02-20T12:00:00+08:00');
    await count(act('followUp', hypertension?.id ?? ''));
    expect(await expectRight()).not.toEqual(before);
    const [contract] = await contracts();
    const day = laterDay(contract?.end ?? '', 1);
    await count(act('renew', contract?.id ?? '', { day, end: laterDay(day, 365) }));
    const diabetes = (await memberships()).find(({ register }) => register === 'DIABETES');
    await count(act('leave', diabetes?.id ?? ''));
    const renewal = (await contracts()).find(({ renewsId }) => renewsId !== null);
    await count(act('end', renewal?.id ?? '', { day: laterDay(day, -1) }));
    await count(decide(harness, clinician, 'unmerge', 'r1'));
    expect(counts).toEqual([0, 0, 1, 2, 2, 4, 2, 1, 0]);
  });

  it('answer what contracts and registers answer, whatever was done', async () => {
    let found = 0;
    const expectAlike = async () => {
      await removeRunOut(harness.process);
      await expectRight();
      for (const asked of questions) {
        const on = laterDay(today(), 120);
        const { byDuties, byContracts } = await askBothWays(harness, { on, ...asked });
        expect({ asked, ids: byDuties }).toEqual({ asked, ids: byContracts });
        found += byDuties.length;
      }
    };
    const step = fc.record({
      ...{ what: fc.constantFrom(...moves), who: fc.nat(2), pick: fc.nat(5) },
      days: fc.integer({ min: -20, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (taken) => {
        await begin();
        await sign('r0');
        await act('enrol', 'r0');
        await expectAlike();
        for (const one of taken) {
          await take(one);
          await expectAlike();
        }
      }),
      { numRuns: 5 },
    );
    expect(found).toBeGreaterThanOrEqual(10);
  });

  it('are right after changes of a person at once', async () => {
    const ids = Array.from({ length: 12 }, (_, at) => `p${at}`);
    await harness.database.transaction(async (manager) => {
      for (const id of ids) {
        await savePatient(manager, { id });
        const institutionId = 'township-dongpu';
        await manager.save(anEncounter({ id, patientId: id, institutionId }));
      }
    });
    const begun = await Promise.all(ids.flatMap((id) => [sign(id), act('enrol', id)]));
    expect(new Set(begun)).toEqual(new Set([null]));
    expect(await expectRight()).toHaveLength(ids.length);
    harness.clock.now = new Date('2026-03-10T12:00:00+08:00');
    const signed = new Map((await contracts()).map(({ id, patientId }) => [patientId, id]));
    const codes = await Promise.all(
      (await memberships()).flatMap(({ id, patientId }, at) => [
        act('followUp', id),
        act('end', signed.get(patientId) ?? '', { day: laterDay(today(), -1) }),
        at % 3 ? act('enrol', patientId, { register: 'DIABETES' }) : act('leave', id),
        decide(harness, clinician, 'merge', pairs[at % 3] ?? '').then(({ code }) => code),
      ]),
    );
    for (const code of ['UNAVAILABLE', 'INTERNAL']) expect(codes).not.toContain(code);
    await expectRight();
  });

  // On SQLite one transaction alone is open at a time.
  if (kind === 'mysql')
    it('are laid by the later of two who could not see each other', async () => {
      const { database } = harness;
      const lay = async (rows: readonly object[], other: Promise<void>, done: () => void) =>
        database.transaction(async (manager) => {
          await manager.save([...rows]);
          done();
          await other;
          await layDuties(manager, records, today());
          await sleep(100);
        });
      const [signed, enrolled] = [createSignal(), createSignal()];
      const of = (make: typeof aContract | typeof aMembership) =>
        records.map((id) => make({ id: `of-${id}`, patientId: id }));
      await Promise.all([
        lay(of(aContract), enrolled.given, signed.give),
        lay(of(aMembership), signed.given, enrolled.give),
      ]);
      expect(await expectRight()).toHaveLength(records.length);
    });
});

/** What one transaction tells another while both are open. */
function createSignal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
