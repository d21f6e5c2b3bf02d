import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { toGb18030 } from '@lianyi/shared/testing/gb18030';
import { pharmacyTables } from './data-source';
import { DrugList } from './drug-list/drug-list.entity';
import { importDrugs } from './import-drugs';
import { aList } from './testing/catalogue-desk';
import { aDrug, drugCode } from './testing/pharmacy.factory';

describe('drugs:import', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-import-'));
  const file = join(dataDir, 'list.csv');
  const from = ['--from', '2999-01-01'];
  let database: Database;
  let said: string[] = [];
  const run = (args: readonly string[], folder = dataDir) => {
    said = [];
    const say = (line: string) => void said.push(line);
    const env = { DATA_DIR: folder, LOG_LEVEL: 'error' };
    return importDrugs(args, env, { log: say, error: say });
  };

  beforeAll(async () => {
    database = await openDatabase({ ...pharmacyTables, location: { dataDir, prefix: '' } });
    const known = [aDrug(), aDrug({ code: drugCode(2) })];
    await database.transaction((manager) => manager.save(known));
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const lists = () => database.read.find(DrugList, { order: { createdAt: 'DESC' } });

  it('keeps the draft of a file beside whoever serves the database', async () => {
    writeFileSync(file, toGb18030(aList({ price: '12' }).slice(1)));
    expect(await run([file, ...from])).toBe(0);
    const [list] = await lists();
    expect(list).toMatchObject({ status: 'DRAFT', changed: 1, ended: 1, whole: true });
    expect(said).toEqual([expect.stringContaining(`List ${list?.id}, from 2999-01-01: 0 drugs`)]);
    expect(await run([file, ...from, '--part', '--encoding', 'gb18030'])).toBe(0);
    expect((await lists())[0]).toMatchObject({ changed: 1, ended: 0, whole: false });
  });

  it('tells every bad line and keeps nothing', async () => {
    const before = (await lists()).length;
    writeFileSync(file, aList({ code: 'X' }, {}, { price: 'x' }));
    expect(await run([file, ...from])).toBe(1);
    expect(said.map((line) => line.split(':')[0])).toEqual([
      ...['Line 2, 医保编码', 'Line 4, 单价'],
      'Nothing of the list is kept. Correct these lines and read it again.',
    ]);
    expect(await lists()).toHaveLength(before);
  });

  it.each([
    ['without a day', [file]],
    ['without a file', from],
    ['with a day that is none', [file, '--from', '2999-02-30']],
    ['with another encoding', [file, ...from, '--encoding', 'big5']],
  ])('says how it is called, %s', async (_what, args) => {
    await expect(run(args)).rejects.toThrow('npm run drugs:import -- FILE --from');
  });

  it('makes no database where there is none', async () => {
    const empty = join(dataDir, 'elsewhere');
    await expect(run([file, ...from], empty)).rejects.toThrow(`no database under ${empty}`);
  });
});
