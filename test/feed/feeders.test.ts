import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { ChangeRow } from '@lianyi/patients/change/change.entity';
import { type PatientsHarness, startPatients } from '@lianyi/patients/testing/patients.harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { startProgram } from '../keys/program';
import { begun, eventsEach } from './feeder';

const writers = ['a', 'b', 'c'];
const killsEach = 3;

describeOnBothDatabases('processes that add to the change feed', (kind) => {
  let harness: PatientsHarness | undefined;
  afterEach(() => harness?.stop());

  it('and are killed and begin again leave every event once, in order and without a gap', async () => {
    harness = await startPatients(kind);
    const { location, database } = harness;
    const run = (writer: string) =>
      startProgram('test/dist/feed/feeder.js', {
        ...{ DATA_DIR: location.dataDir, PREFIX: location.prefix ?? '', WRITER: writer },
        ...(location.url ? { DATABASE_URL: location.url } : {}),
      });
    const working = async (writer: string) => {
      for (let kill = 0; kill < killsEach; kill += 1) {
        const { child, ended } = run(writer);
        if (child.stdout) await once(child.stdout, 'data');
        await sleep(Math.random() * 40);
        child.kill('SIGKILL');
        await ended;
      }
      return run(writer).ended;
    };
    const last = await Promise.all(writers.map(working));
    expect(last).toEqual(writers.map(() => ({ code: 0, text: begun })));

    const rows = await database.read.find(ChangeRow, { order: { sequence: 'ASC' } });
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    const versions = Array.from({ length: eventsEach }, (_, index) => index + 1);
    for (const writer of writers) {
      const told = rows.filter(({ patientId }) => patientId === writer);
      expect(told.map(({ details }) => details.version)).toEqual(versions);
    }
  }, 120_000);
});
