import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { personnelTables } from '@lianyi/personnel/data-source';
import { recordStatements } from '@lianyi/shared/testing/record-statements';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '@lianyi/shared/testing/test-databases';
import type { CountySize } from './county-frame';
import { fillCounty, openCounty } from './open-county';

describeOnBothDatabases('what is asked of personnel', (kind) => {
  const statements: string[] = [];
  let place: TestDatabase;
  beforeAll(async () => {
    const recorded = { ...personnelTables, statements: recordStatements(statements) };
    place = await openTestDatabase(kind, recorded);
  });
  afterAll(() => place?.drop());

  const empty = () =>
    place.database.transaction(async (manager) => {
      for (const { tableName } of manager.connection.entityMetadatas)
        await manager.query(`DELETE FROM \`${tableName}\``);
    });

  /** The statements of each question, in a county of a size. */
  const costs = async (size: CountySize) => {
    await fillCounty(place.database, size);
    const { questions, ask } = openCounty(place.database, size);
    const counted: Record<string, number> = {};
    for (const question of questions) {
      statements.length = 0;
      await ask(question);
      counted[question.name] = statements.length;
    }
    await empty();
    return counted;
  };

  it('costs as many statements in a county as in a part of one', async () => {
    const part = await costs({ institutions: 14, staff: 140 });
    expect(await costs({ institutions: 30, staff: 320 })).toEqual(part);
    expect(Math.min(...Object.values(part))).toBeGreaterThan(0);
  });
});
