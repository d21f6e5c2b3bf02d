import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createCriticalClient, ward } from '../testing/critical.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import { addressWaiting } from './address.service';
import { keepAddressing } from './address-waiting';

const xiling = aViewer('FAMILY_DOCTOR', 'township-xiling');
const dongpu = aViewer('CLINICIAN', 'township-dongpu');

describeOnBothDatabases('a critical value that could not be addressed', (kind) => {
  let results: ResultsHarness;
  const critical = createCriticalClient(() => results);
  const addressing = () => {
    const { database, county, clock } = results;
    return { database, ask: county.ask, now: () => clock.now };
  };
  const told = async () =>
    Object.fromEntries(
      (await critical.rows('critical_value_address')).map((row) => [
        ...[row.institutionId, `${row.reason} ${row.state}`],
      ]),
    );
  const untilTold = async () => {
    for (let left = 100; left > 0 && Object.keys(await told()).length < 3; left -= 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const raiseUnaddressed = async (overrides = {}) => {
    results.county.down.add('PatientCare');
    await critical.postPotassium('6.5', { orderingInstitutionId: null, ...overrides });
    results.county.down.delete('PatientCare');
  };

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    await critical.clear();
    results.county.access.set('patient-1', {});
    results.county.care.set('patient-1', {
      ...{ treatedAt: ['county-hospital'], contractedWith: 'township-xiling' },
    });
  });
  afterAll(() => results.stop());

  it('is seen at once by who reported it, and who ordered it where that is known', async () => {
    await raiseUnaddressed({ orderingInstitutionId: 'county-hospital' });
    expect(await told()).toEqual({
      ...{ 'county-hospital': 'ORDERING OPEN', 'township-dongpu': 'REPORTING OPEN' },
    });
  });

  it('reaches the others as soon as patients answers', async () => {
    await raiseUnaddressed();
    expect((await critical.list(ward)).nodes).toEqual([]);
    expect(await addressWaiting(addressing())).toBe(1);
    for (const viewer of [ward, xiling, dongpu])
      expect((await critical.list(viewer)).nodes).toMatchObject([{ status: 'OPEN' }]);
    expect(await addressWaiting(addressing())).toBe(0);
  });

  it('waits on while patients cannot be asked', async () => {
    await raiseUnaddressed();
    results.county.down.add('patients');
    expect(await addressWaiting(addressing())).toBe(0);
    results.county.down.delete('patients');
    expect(await addressWaiting(addressing())).toBe(1);
  });

  it('falls to who reported it where nobody cares for her', async () => {
    results.county.care.delete('patient-1');
    await raiseUnaddressed();
    await addressWaiting(addressing());
    expect(await told()).toEqual({ 'township-dongpu': 'NOBODY_ELSE OPEN' });
  });

  it('makes who reported it one who treats her, where it does', async () => {
    results.county.care.set('patient-1', { treatedAt: ['township-dongpu'] });
    await raiseUnaddressed();
    await addressWaiting(addressing());
    expect(await told()).toEqual({ 'township-dongpu': 'TREATING OPEN' });
  });

  it('is addressed in the state it has by then', async () => {
    await raiseUnaddressed();
    await critical.postPotassium('4.0', { hour: '10' });
    await addressWaiting(addressing());
    expect(await told()).toMatchObject({ 'county-hospital': 'TREATING SUPERSEDED' });
  });

  it('is addressed by one of ten processes at once', async () => {
    await raiseUnaddressed();
    const runs = await Promise.all(Array.from({ length: 10 }, () => addressWaiting(addressing())));
    expect(runs.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await critical.rows('critical_value_address')).toHaveLength(3);
  });

  it('is addressed by the next process that starts, however the last one ended', async () => {
    await raiseUnaddressed();
    const logger = createLogger('test', 'silent');
    const stop = keepAddressing({ ...addressing(), logger }, 3600);
    await untilTold();
    await stop();
    expect(Object.keys(await told())).toHaveLength(3);
  });

  it('is tried again and again, faults or not', async () => {
    await raiseUnaddressed();
    let failures = 2;
    const faulty = {
      ...addressing(),
      ask: (async (...question) => {
        failures -= 1;
        if (failures >= 0) throw new TypeError('fault');
        return results.county.ask(...question);
      }) as typeof results.county.ask,
      logger: createLogger('test', 'silent'),
    };
    const stop = keepAddressing(faulty, 0.01);
    await untilTold();
    await stop();
    expect(Object.keys(await told())).toHaveLength(3);
    expect(failures).toBeLessThan(0);
  });
});
