import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createCounty } from '@lianyi/shared/demo/county';
import { loadCounty } from '@lianyi/shared/demo/load-county';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createPatientsDemo } from '../demo/demo.writer';
import { PatientRow } from '../patient/patient.entity';
import { RegisterMembership } from '../register/register-membership.entity';
import { dutiesOfToday } from '../testing/duties';
import { aContract, aMembership, noon, savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { FollowUpDuty, FollowUpDutyWalk } from './follow-up-duty.entity';
import { keepLaying } from './keep-laying';
import { dutiesAnswer, findDueWalk, noteWalk, removeRunOut, walkOn } from './walk-persons.service';

const [minute, day] = [60_000, 86_400_000];

describeOnBothDatabases('the walk that lays duties', (kind) => {
  let harness: PatientsHarness;
  const at = (milliseconds: number) => {
    harness.clock.now = new Date(noon.getTime() + milliseconds);
  };
  const answer = () => dutiesAnswer(harness.database.read);
  const isLaid = async () => {
    const { laid, should } = await dutiesOfToday(harness);
    return should.length > 0 && JSON.stringify(laid) === JSON.stringify(should);
  };
  const due = async () => {
    const walk = await findDueWalk(harness.process);
    if (!walk) throw new Error('no walk is due');
    return walk;
  };
  /** Goes on to the end; yields in how many steps. */
  const walkToTheEnd = async () => {
    let steps = 0;
    for (let walk = await findDueWalk(harness.process); walk; steps += 1)
      walk = await walkOn(harness.process, walk, 2);
    return steps;
  };
  /** As a version before stored it: five residents, two of them one person, without duties. */
  const saveOld = () =>
    harness.database.transaction(async (manager) => {
      for (const id of ['p1', 'p2', 'p3', 'p4', 'p5']) {
        await savePatient(manager, { id });
        await manager.save([
          aContract({ id: `c-${id}`, patientId: id }),
          aMembership({ id: `m-${id}`, patientId: id }),
        ]);
      }
      const merged = { personId: 'p5', mergedInto: 'p5' };
      await manager.update(PatientRow, { id: 'p1' }, merged);
    });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
  });
  afterAll(() => harness?.stop());

  it('need not be taken where nobody is registered yet: the duties answer at once', async () => {
    await noteWalk(harness.process);
    expect(await answer()).toBe(true);
    await saveOld();
    await noteWalk(harness.process);
    expect(await answer()).toBe(true);
  });

  it('begins when processes of the version before are gone, and only then the duties answer', async () => {
    await saveOld();
    await noteWalk(harness.process);
    at(15 * minute - 1);
    expect(await walkToTheEnd()).toBe(0);
    expect([await answer(), await isLaid()]).toEqual([false, false]);
    at(15 * minute);
    expect(await walkToTheEnd()).toBe(4);
    expect([await answer(), await isLaid()]).toEqual([true, true]);
  });

  it('goes on where it was cut off, and not before', async () => {
    await saveOld();
    await noteWalk(harness.process);
    at(15 * minute);
    await walkOn(harness.process, await due(), 2);
    expect([await answer(), await findDueWalk(harness.process)]).toEqual([false, null]);
    at(16 * minute);
    expect(await due()).toMatchObject({ after: 'p2' });
    expect(await walkToTheEnd()).toBe(3);
    expect([await answer(), await isLaid()]).toEqual([true, true]);
  });

  it('stands where it stood when a step is killed before its commit', async () => {
    await saveOld();
    await noteWalk(harness.process);
    at(15 * minute);
    const { database } = harness;
    const killed: typeof database.transaction = (work) =>
      database.transaction(async (manager) => {
        await work(manager);
        throw new Error('killed');
      });
    const walking = { ...harness.process, database: { ...database, transaction: killed } };
    await expect(walkOn(walking, await due(), 2)).rejects.toThrow('killed');
    expect(await due()).toMatchObject({ after: '' });
    expect(await database.read.count(FollowUpDuty)).toBe(0);
  });

  it('is taken a step further by one of two processes at once', async () => {
    await saveOld();
    await noteWalk(harness.process);
    at(15 * minute);
    const walk = await due();
    const both = [walkOn(harness.process, walk, 2), walkOn(harness.process, walk, 2)];
    const moved = (await Promise.all(both)).filter((one) => one !== null);
    expect(moved).toMatchObject([{ after: 'p2' }]);
    expect(await harness.database.read.count(FollowUpDuty)).toBe(1);
  });

  it('is taken again every day, and mends what a process of the version before did meanwhile', async () => {
    await saveOld();
    await noteWalk(harness.process);
    at(15 * minute);
    await walkToTheEnd();
    await harness.database.transaction(async (manager) => {
      await manager.update(RegisterMembership, { id: 'm-p2' }, { nextDueOn: '2026-04-01' });
      await manager.update(PatientRow, { id: 'p1' }, { personId: 'p1', mergedInto: null });
    });
    at(day);
    expect(await walkToTheEnd()).toBe(0);
    at(day + 15 * minute);
    expect(await isLaid()).toBe(false);
    await walkToTheEnd();
    expect([await answer(), await isLaid()]).toEqual([true, true]);
  });

  it('is kept up by every process, which removes what has run out, too', async () => {
    await saveOld();
    await noteWalk(harness.process);
    at(15 * minute);
    const stop = keepLaying(harness.process);
    await eventually(answer);
    await stop();
    expect(await isLaid()).toBe(true);
    at(303 * day);
    expect(await removeRunOut(harness.process)).toBe(false);
    expect(await harness.database.read.count(FollowUpDuty)).toBe(0);
  });

  it('finds nothing to do in the demo county', async () => {
    await noteWalk(harness.process);
    const county = createCounty({ patients: 60, seed: 20_261_121, today: '2026-03-04' });
    await loadCounty(harness.database, county, createPatientsDemo(harness.process));
    expect([await answer(), await isLaid()]).toEqual([true, true]);
    const walks = await harness.database.read.find(FollowUpDutyWalk);
    expect(walks).toMatchObject([{ after: '', complete: true }]);
  });
});
