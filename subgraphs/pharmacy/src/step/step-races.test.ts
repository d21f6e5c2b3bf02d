import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { expirePrescriptions } from '../clock/expire.service';
import { readTransitions } from '../rules/transitions';
import { issued, last, openSteps, type Steps } from '../testing/sheet-steps';
import { insist } from '../testing/stock-room';

describeOnBothDatabases('many steps of a prescription at once', (kind) => {
  let at: Steps;
  beforeAll(async () => {
    at = await openSteps(kind);
  });
  afterAll(() => at?.desk.stop());
  beforeEach(() => {
    at.desk.clock.now = issued;
  });

  it('are taken once by fifty, and end a sheet in one way', async () => {
    const id = await at.handed();
    const ways = [at.approve, at.reject, at.cancel];
    const outcomes = await Promise.all(
      Array.from({ length: 51 }, (_, index) => insist(() => (ways[index % 3] ?? at.approve)(id))),
    );
    const told = (await at.toldOf(id)).map(({ status }) => status);
    expect(outcomes.filter(({ sheet }) => sheet)).toHaveLength(told.length - 1);
    expect(outcomes.filter(({ code }) => code === 'CONFLICT')).toHaveLength(52 - told.length);
    // An approved sheet may still be cancelled; nothing follows the two that end it.
    const ends = [['APPROVED', 'CANCELLED'], ['CANCELLED'], ['REJECTED']];
    expect(ends).toContainEqual(told.slice(1));
  });

  it('meet the end of the sheet: dispensed, cancelled or expired, one of them', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => at.handed()));
    at.desk.clock.now = last;
    for (const id of ids) await at.approve(id);
    const over = new Date(last.getTime() + 1);
    const expire = () =>
      expirePrescriptions({
        ...{ database: at.desk.harness.database, transitions: readTransitions(), now: () => over },
      });
    const ended = Promise.all([expire(), expire()]);
    const outcomes = await Promise.all(
      ids.flatMap((id) => [insist(() => at.dispense(id)), insist(() => at.cancel(id))]),
    );
    const [one, other] = await ended;
    const done = outcomes.filter(({ sheet }) => sheet).length;
    expect(outcomes.filter(({ code }) => code === 'CONFLICT')).toHaveLength(24 - done);
    const toldOf = await Promise.all(ids.map((id) => at.toldOf(id)));
    for (const told of toldOf) expect(told).toHaveLength(3);
    const expired = toldOf.flat().filter(({ status }) => status === 'EXPIRED');
    expect(expired).toHaveLength(ids.length - done);
    // The sheet of the test before may have ended in time, too.
    expect(one + other).toBeGreaterThanOrEqual(expired.length);
  });
});
