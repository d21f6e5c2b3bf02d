import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { liveStatuses } from '../prescription/live';
import { Prescription, PrescriptionStatus } from '../prescription/prescription.entity';
import { readTransitions } from '../rules/transitions';
import { type Dispensary, doctor, openDispensary } from '../testing/dispensary';
import { aPrescription } from '../testing/pharmacy.factory';
import { expirePrescriptions } from './expire.service';
import { keepExpiring } from './keep-expiring';

const last = new Date('2026-05-04T15:59:59.999Z');
const over = new Date('2026-05-04T16:00:00Z');

describeOnBothDatabases('the time of a prescription', (kind) => {
  let desk: Dispensary;
  beforeAll(async () => {
    desk = await openDispensary(kind);
  });
  afterAll(() => desk?.stop());
  beforeEach(() =>
    desk.harness.database.transaction(async (manager) => {
      await manager.clear(Prescription);
      await manager.query('DELETE FROM `prescription_event`');
    }),
  );

  const keep = (...rows: object[]) =>
    desk.harness.database.transaction((manager) => manager.save(rows));
  const expiring = (now: () => Date) => ({
    ...{ database: desk.harness.database, transitions: readTransitions(), now },
  });
  const expire = (now = over) => expirePrescriptions(expiring(() => now));
  const stored = async (id: string) => {
    const [row] = await desk.harness.database.read.findBy(Prescription, { id });
    return { status: row?.status, endedAt: row?.endedAt };
  };
  const eventsOf = async (id: string) => {
    const query = `{ sheet: prescription(id: "${id}") { events { status by institution { id } } } }`;
    return (await desk.run(doctor, query, {})).sheet?.events;
  };

  it.each(liveStatuses)(
    'runs out after its last moment, and not at it, where it is %s',
    async (status) => {
      await keep(aPrescription({ id: 'one', status, validUntil: last }));
      expect(await expire(last)).toBe(0);
      expect(await expire()).toBe(1);
      expect(await stored('one')).toEqual({ status: 'EXPIRED', endedAt: last });
      expect(await eventsOf('one')).toEqual([
        { status: 'EXPIRED', by: '系统（超过有效期）', institution: { id: 'county-hospital' } },
      ]);
      expect(await expire()).toBe(0);
    },
  );

  it('does not run out for what is over', async () => {
    const ended = Object.values(PrescriptionStatus).filter((one) => !liveStatuses.includes(one));
    await keep(...ended.map((status) => aPrescription({ id: status, status, validUntil: last })));
    expect(await expire()).toBe(0);
  });

  it('ends each of many sheets once, whoever looks at the same time', async () => {
    const ids = Array.from({ length: 250 }, (_, at) => `many-${at}`);
    await keep(
      ...ids.map((id, at) =>
        aPrescription({ id, validUntil: last, status: liveStatuses[at % liveStatuses.length] }),
      ),
    );
    const ended = await Promise.all([expire(), expire(), expire()]);
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(ids.length);
    const [{ count } = {}]: { count?: number }[] = await desk.harness.database.read.query(
      "SELECT COUNT(*) AS `count` FROM `prescription_event` WHERE `status` = 'EXPIRED'",
    );
    expect(Number(count)).toBe(ids.length);
  });

  it('is looked at again and again, until that is stopped', async () => {
    await keep(aPrescription({ id: 'kept', validUntil: last }));
    let asked = 0;
    const now = () => {
      asked += 1;
      return asked > 3 ? over : last;
    };
    const stop = keepExpiring({
      ...{ ...expiring(now), dispensing: { expireEverySeconds: 0.001 } },
      logger: createLogger('test', 'silent'),
    });
    while (asked < 7) await new Promise((resolve) => setImmediate(resolve));
    await stop();
    expect(await stored('kept')).toMatchObject({ status: 'EXPIRED' });
  });
});
