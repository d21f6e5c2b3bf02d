import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { withoutGuards } from '../testing/audit-guards';
import { anEncounter, anEvent, noon, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import type { BrokenPlace } from './broken-log';
import { describeEvent } from './describe-event';
import { verifyChain } from './verify-chain';

describeOnBothDatabases('the access chain', (kind) => {
  let harness: PatientsHarness;
  const change = (sql: string) => withoutGuards(harness.database, (manager) => manager.query(sql));
  const broken = (place: BrokenPlace, problem: unknown = expect.anything()) => ({
    ...{ whole: false, place, problem },
  });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.process.chain.append(
      ['a', 'b', 'c', 'd', 'e'].map((patientId) => anEvent(patientId)),
    );
  });
  afterAll(() => harness?.stop());

  it('is whole as it was written', async () => {
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 5 });
  });

  it('is whole before its first entry', async () => {
    await harness.clear();
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 0 });
  });

  const columns = {
    at: "'2026-03-04 03:59:59.999'",
    patientId: "'x'",
    action: "'x'",
    allowed: '0',
    basis: 'NULL',
    viewerSubject: "'x'",
    viewerName: "'x'",
    viewerRoles: "'x'",
    institutionId: "'x'",
    service: "'x'",
    operationName: "'x'",
    requestId: "'x'",
    traceId: "'x'",
    reason: "'x'",
    circumstance: "'x'",
    hash: "'x'",
  };
  it.each(Object.entries(columns))(
    'breaks where %s of an entry is changed',
    async (column, value) => {
      await change(`UPDATE \`access_event\` SET \`${column}\` = ${value} WHERE \`seq\` = 3`);
      expect(await harness.verify()).toEqual(broken({ entry: 3 }));
    },
  );

  it('breaks where an entry was removed', async () => {
    await change('DELETE FROM `access_event` WHERE `seq` = 2');
    expect(await harness.verify()).toEqual(broken({ entry: 2 }));
  });

  it('breaks where the gap of a removed entry was closed', async () => {
    await change('DELETE FROM `access_event` WHERE `seq` = 2');
    for (const seq of [3, 4, 5])
      await change(`UPDATE \`access_event\` SET \`seq\` = ${seq - 1} WHERE \`seq\` = ${seq}`);
    expect(await harness.verify()).toEqual(broken({ entry: 2 }));
  });

  it('breaks where two entries changed places', async () => {
    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ])
      await change(`UPDATE \`access_event\` SET \`seq\` = ${to} WHERE \`seq\` = ${from}`);
    expect(await harness.verify()).toEqual(broken({ entry: 2 }));
  });

  it('breaks where its tail was cut off', async () => {
    await change('DELETE FROM `access_event` WHERE `seq` > 3');
    expect(await harness.verify()).toEqual(broken({ entry: 4 }));
  });

  it('breaks where its tail was cut off and the head set back to fit', async () => {
    const [, , third] = await harness.events();
    await change('DELETE FROM `access_event` WHERE `seq` > 3');
    await change(`UPDATE \`access_chain\` SET \`seq\` = 3, \`hash\` = '${third?.hash}'`);
    expect(await harness.verify()).toEqual(
      broken({ entry: 3 }, 'the head of the chain was edited'),
    );
  });

  it('breaks where all entries were removed', async () => {
    await change('DELETE FROM `access_event`');
    expect(await harness.verify()).toEqual(broken({ entry: 1 }));
  });

  it('breaks where the head was removed', async () => {
    await change('DELETE FROM `access_chain`');
    expect(await harness.verify()).toEqual(broken({ entry: 5 }));
    await change("INSERT INTO `access_chain` (`id`, `seq`, `hash`, `proof`) VALUES (1, 0, '', '')");
  });

  it('breaks where an entry was put before the first', async () => {
    await change('UPDATE `access_event` SET `seq` = 0 WHERE `seq` = 1');
    expect(await harness.verify()).toEqual(broken({ entry: 0 }));
  });

  it('breaks under another key', async () => {
    const other = { key: () => Buffer.alloc(32) };
    expect(await verifyChain(harness.database, other)).toEqual(broken({ entry: 1 }));
  });

  it('keeps what a client may write into it, and nothing longer than its columns', async () => {
    const odd = aViewer('CLINICIAN', 'county-hospital', {
      name: `张\u{20BB7}\ud800${'x'.repeat(300)}`,
    });
    const identity = {
      ...anIdentity(odd),
      operationName: 'q'.repeat(300),
      traceId: 't'.repeat(300),
    };
    const facts = { action: 'READ_RECORD', allowed: false, basis: null, reason: null } as const;
    const ids = ['\u0000', ' a', 'x'.repeat(5000), '张三', "'; DROP TABLE patient; --"];
    await harness.process.chain.append(
      ids.map((patientId) => describeEvent(identity, noon, { ...facts, patientId })),
    );
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 10 });
  });

  it('holds the events of a hundred questions at once, all durable when they are answered', async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(anEncounter());
    });
    await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        const id = at % 2 === 0 ? 'patient-1' : `nobody-${at}`;
        await harness.run(clinician, 'query ($id: ID!) { patient(id: $id) { id } }', { id });
        const stored = (await harness.events()).filter(({ patientId }) => patientId === id);
        expect(stored.length).toBeGreaterThan(0);
      }),
    );
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 100 });
  });
});
