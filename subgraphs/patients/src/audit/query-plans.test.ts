import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { anEncounter, anEvent, savePatient } from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { archiveDays } from './archive-days';
import { exportLog } from './export-log';
import { verifyChain } from './verify-chain';

const daysOfLog = 200;
const entriesOfDay = 100;
const startOfLog = Date.parse('2025-01-01T12:00:00+08:00');
const dayOf = (day: number) => new Date(startOfLog + day * 86_400_000);

/** Whether a step reads a table from one end to the other, or sorts what it found. */
const isCostly = (step: string) =>
  /^SCAN (access_event|(?!p\d|.*USING (COVERING )?INDEX))|TEMP B-TREE|^ALL |filesort|temporary/.test(
    step,
  ) ||
  // A walk along an index that stops at the first row is none; one along all of it is.
  Number(/^index \S+ (\d+)/.exec(step)?.[1] ?? 0) > 1;

describeOnBothDatabases('a long access log', (kind) => {
  let harness: PatientsHarness;
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-plans-'));

  beforeAll(async () => {
    harness = await startPatients(kind);
    const { database, process } = harness;
    await database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(anEncounter());
      // Patient 2 was registered twice.
      await savePatient(manager, { id: 'patient-2' });
      await savePatient(manager, { id: 'patient-3' });
      await manager.query("UPDATE `patient` SET `personId` = 'patient-2' WHERE `id` = 'patient-3'");
    });
    for (let day = 0; day < daysOfLog; day += 1)
      await process.chain.append(
        Array.from({ length: entriesOfDay }, (_, place) =>
          anEvent(`patient-${place % 20}`, dayOf(day)),
        ),
      );
    const analyze = kind === 'sqlite' ? 'ANALYZE' : 'ANALYZE TABLE `access_event`, `access_day`';
    await database.transaction((manager) => manager.query(analyze));
  }, 120_000);
  afterAll(async () => {
    await harness?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every statement over the log that `work` runs, with the costly steps of its plan. */
  const costly = async (work: () => Promise<unknown>) => {
    const queries = await queriesOf(harness.database, work);
    const overLog = queries.filter(({ sql }) => /`access_(event|day|archive|chain)`/.test(sql));
    expect(overLog.length).toBeGreaterThan(0);
    const plans = await Promise.all(
      overLog.map(async (query) => {
        const steps = await planOf(harness.database, query);
        return { sql: query.sql, steps: steps.filter(isCostly) };
      }),
    );
    return plans.filter(({ steps }) => steps.length > 0);
  };

  const page = `query ($id: ID!, $after: String) { accessLog(patientId: $id, first: 50, after: $after) {
    nodes { at } pageInfo { endCursor } } }`;
  const member = aViewer('AUDITOR', 'lab-center');
  it.each([
    ['the auditor of the leading institution', auditor, 'patient-1'],
    ['the auditor of a member', member, 'patient-1'],
    ['who treats the patient', clinician, 'patient-1'],
    ['the auditor, of a person with two records', auditor, 'patient-2'],
    ['the auditor of a member, of a person with two records', member, 'patient-2'],
  ])('is read by index by %s, on every page', async (_, viewer, id) => {
    const readTwo = async () => {
      const first = await harness.run(viewer, page, { id });
      expect(first.errors).toBeUndefined();
      const log = first.data?.accessLog as { pageInfo: { endCursor: string | null } } | undefined;
      await harness.run(viewer, page, { id, after: log?.pageInfo.endCursor });
    };
    expect(await costly(readTwo)).toEqual([]);
  });

  it.each([
    {},
    { from: '2025-03-01', to: '2025-03-31' },
    { patientId: 'patient-3' },
    { institutionId: 'lab-center' },
  ])('is exported by index: %j', async (run) => {
    const read = async () => {
      for await (const _ of exportLog({ read: harness.database.read, ...run }));
    };
    expect(await costly(read)).toEqual([]);
  });

  it('is verified by index', async () => {
    const verify = () => verifyChain(harness.database, harness.process.chainKeys);
    expect(await costly(verify)).toEqual([]);
  });

  it('is archived by index', async () => {
    const { database, process } = harness;
    const archive = () =>
      archiveDays({
        ...{
          database,
          keys: harness.process.chainKeys,
          chain: process.chain,
          folder,
          keptSince: '2025-03-01',
        },
        recordOf: () => anEvent('-', dayOf(daysOfLog)),
      });
    expect(await costly(archive)).toEqual([]);
    expect(
      await costly(() => verifyChain(database, harness.process.chainKeys, { archive: folder })),
    ).toEqual([]);
    const removal = 'DELETE FROM `access_event` WHERE `seq` >= ? AND `seq` <= ?';
    const guard = 'SELECT 1 FROM `access_archive` WHERE `lastSeq` >= ? AND `firstSeq` <= ? LIMIT 1';
    for (const sql of [removal, guard])
      expect((await planOf(database, { sql, parameters: [1, 50] })).filter(isCostly)).toEqual([]);
  });

  it('would be found out if it were read as a whole, or sorted', async () => {
    const { read } = harness.database;
    const found = await costly(async () => {
      await read.query("SELECT * FROM `access_event` WHERE `reason` = 'x'");
      await read.query('SELECT * FROM `access_event` ORDER BY `traceId` LIMIT 5');
    });
    expect(found).toHaveLength(2);
  });
});
