import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  anEvent,
  eventually,
  openOutbox,
  recordEach,
  relayOf,
  testNumbers,
  unsentOf,
} from '../testing/event-fixture';
import { describeOnBothDatabases } from '../testing/test-databases';
import type { SentEvent } from './event';

const patients = ['a', 'b', 'c', 'd'];
const versions = Array.from({ length: 25 }, (_, index) => index + 1);

describeOnBothDatabases('relays of several processes on one outbox', (kind) => {
  let outbox: Awaited<ReturnType<typeof openOutbox>>;
  const sent: SentEvent[] = [];
  beforeEach(async () => {
    sent.length = 0;
    outbox = await openOutbox(kind);
  });
  afterEach(() => outbox.drop());

  /** Three relays at once, while each patient's events come one after the other. */
  async function race(leaseSeconds: number) {
    const numbers = testNumbers({ batch: 7, leaseSeconds, pollSeconds: 1 });
    const slowly = async (events: readonly SentEvent[]) => {
      for (const event of events) {
        sent.push(event);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      }
    };
    const processes = [outbox.database, await outbox.another(), await outbox.another()];
    const relays = processes.map((database, index) =>
      relayOf(database, slowly, numbers, `process-${index}`),
    );
    for (const relay of relays) relay.start();
    await Promise.all(
      patients.map((patient, index) =>
        recordEach(
          processes[index % processes.length] ?? outbox.database,
          versions.map((version) => anEvent(patient, version)),
        ),
      ),
    );
    for (const relay of relays) relay.wake();
    await eventually(async () => (await unsentOf(outbox.database)).length === 0, 20_000);
    await Promise.all(relays.map((relay) => relay.close()));
  }

  /** The order in which a patient's events were met for the first time. */
  const firstMet = (patient: string) => [
    ...new Set(
      sent.flatMap(({ key, payload }) =>
        key === patient && 'version' in payload ? [payload.version] : [],
      ),
    ),
  ];

  it('send each event once, and each patient’s in order', async () => {
    await race(15);
    for (const patient of patients) expect(firstMet(patient)).toEqual(versions);
    expect(sent).toHaveLength(patients.length * versions.length);
  });

  it('lose none and let none overtake where leases run out under them', async () => {
    await race(0.002);
    for (const patient of patients) expect(firstMet(patient)).toEqual(versions);
  });
});
