import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createMappingClient } from '../testing/mapping.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

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

  it('goes on where a kill cut it off, when the same is said again', async () => {
    await Promise.all(posts('cut', 3));
    await map({ code: 'cut', itemCode: '6690-2' });
    await results.database.transaction(async (manager) => {
      await manager.query(
        "UPDATE `observation` SET `mapped` = 0, `itemCode` = 'cut' WHERE `printedCode` = 'cut'",
      );
      await manager.query(
        "UPDATE `code_mapping` SET `appliedAt` = NULL WHERE `printedKey` = 'cut'",
      );
    });
    await map({ code: 'cut', itemCode: '6690-2' });
    expect(
      await read("SELECT DISTINCT `itemCode` FROM `observation` WHERE `printedCode` = 'cut'"),
    ).toEqual([{ itemCode: '6690-2' }]);
  });
});
