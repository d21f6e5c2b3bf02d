import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { outsideTransactions } from '@lianyi/shared/testing/guard-reads';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { loadCatalogue } from '../catalogue/catalogue';
import { createUnitJudge } from '../observation/unit';
import { createMappingClient } from '../testing/mapping.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import { resumeMappings } from './apply-mapping.service';
import { createLocalTables } from './local-table.loader';

describeOnBothDatabases('mapping while values arrive', (kind) => {
  let results: ResultsHarness;
  const { map, queue } = createMappingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  const read = (sql: string) => results.database.read.query(sql) as Promise<object[]>;
  const posts = (code: string, count: number) =>
    Array.from({ length: count }, (_, at) =>
      results.post(
        aLabReport({ sourceId: `${code}-${at}`, observations: [anObservation({ code })] }),
      ),
    );

  it('ends with every value under the item, and nothing in the queue', async () => {
    const exams = Array.from({ length: 15 }, (_, at) =>
      results.post(anExamReport({ sourceId: `race-${at}`, itemCode: 'CT-X' }), { kind: 'Exam' }),
    );
    const answers = await Promise.all([
      ...posts('race', 15),
      map({ code: 'race', itemCode: '6690-2' }),
      ...exams,
      map({ code: 'CT-X', itemCode: 'CT-CHEST' }),
      ...posts('race', 30).slice(15),
    ]);
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(
      await read(
        "SELECT DISTINCT `itemCode`, `mapped` FROM `observation` WHERE `printedCode` = 'race'",
      ),
    ).toEqual([{ itemCode: '6690-2', mapped: 1 }]);
    expect(
      await read(
        "SELECT DISTINCT `itemCode`, `mapped` FROM `exam_report` WHERE `printedCode` = 'CT-X'",
      ),
    ).toEqual([{ itemCode: 'CT-CHEST', mapped: 1 }]);
    expect((await queue()).nodes).toEqual([]);
  });

  it('ends with the last word where several map one code at once', async () => {
    const items = ['6690-2', '718-7', '789-8', '777-3'];
    const answers = await Promise.all([
      ...posts('several', 10),
      ...items.map((itemCode) => map({ code: 'several', itemCode })),
      ...posts('several', 20).slice(10),
    ]);
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const mappings = await read(
      "SELECT `itemCode`, `revision`, `appliedAt` IS NOT NULL AS applied FROM `code_mapping` WHERE `printedKey` = 'several' ORDER BY `revision`",
    );
    expect(mappings).toHaveLength(items.length);
    const [last] = mappings.slice(-1) as { itemCode: string }[];
    expect(
      await read("SELECT DISTINCT `itemCode` FROM `observation` WHERE `printedCode` = 'several'"),
    ).toEqual([{ itemCode: last?.itemCode }]);
  });

  it('is one mapping where several say the same at once', async () => {
    const same = Array.from({ length: 8 }, () => map({ code: 'same', itemCode: '6690-2' }));
    const ids = (await Promise.all(same)).map(({ mapping }) => mapping?.id);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toEqual(expect.any(String));
  });

  it('waits for a report that is being stored, and reads it then', async () => {
    await map({ code: 'before', itemCode: '6690-2' });
    const tables = createLocalTables();
    const done: string[] = [];
    let mapping: Promise<unknown> = Promise.resolve();
    await results.database.transaction(async (manager) => {
      await tables.hold(manager, 'township-dongpu');
      const told = outsideTransactions(() => map({ code: 'waits', itemCode: '6690-2' }));
      mapping = told.then(() => done.push('mapped'));
      await sleep(200);
      done.push('stored');
    });
    await mapping;
    expect(done).toEqual(['stored', 'mapped']);
  });

  // SQLite has one writer anyway.
  if (kind === 'mysql')
    it('lets reports be stored beside one another', async () => {
      const tables = createLocalTables();
      const order: string[] = [];
      const holding = (work: () => Promise<unknown>) =>
        results.database.transaction(async (manager) => {
          await tables.hold(manager, 'township-dongpu');
          await outsideTransactions(work);
        });
      await holding(() => holding(async () => void order.push('inner')));
      expect(order).toEqual(['inner']);
    });

  const cutOff = async (code: string) => {
    await Promise.all(posts(code, 3));
    await map({ code, itemCode: '6690-2' });
    await results.database.transaction(async (manager) => {
      await manager.query(
        'UPDATE `observation` SET `mapped` = 0, `itemCode` = ? WHERE `printedCode` = ?',
        [code, code],
      );
      await manager.query('UPDATE `code_mapping` SET `appliedAt` = NULL WHERE `printedKey` = ?', [
        code,
      ]);
    });
  };
  const itemsOf = (code: string) =>
    read(`SELECT DISTINCT \`itemCode\` FROM \`observation\` WHERE \`printedCode\` = '${code}'`);

  it('goes on where a kill cut it off, when the same is said again', async () => {
    await cutOff('cut');
    await map({ code: 'cut', itemCode: '6690-2' });
    expect(await itemsOf('cut')).toEqual([{ itemCode: '6690-2' }]);
  });

  it('goes on where a kill cut it off, at the next start', async () => {
    await cutOff('cut again');
    const catalogue = loadCatalogue();
    await resumeMappings({
      ...{ catalogue, units: createUnitJudge(catalogue.units, catalogue.words) },
      ...{ database: results.database, localTables: createLocalTables() },
      now: () => results.clock.now,
    });
    expect(await itemsOf('cut again')).toEqual([{ itemCode: '6690-2' }]);
    expect(await read('SELECT `id` FROM `code_mapping` WHERE `appliedAt` IS NULL')).toEqual([]);
  });
});
