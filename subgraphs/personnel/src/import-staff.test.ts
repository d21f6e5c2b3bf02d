import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fieldKeyFile, secretOnce } from '@lianyi/shared/crypto/key-files';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { toGb18030 } from '@lianyi/shared/testing/gb18030';
import { personnelTables } from './data-source';
import { importStaff } from './import-staff';
import { StaffList } from './staff-list/staff-list.entity';
import { StaffListLine } from './staff-list/staff-list-line.entity';
import { aPractitioner } from './testing/personnel.factory';
import { postingCounty } from './testing/posting-county';
import { aStaffList, licensed } from './testing/staff-desk';

describe('staff:import', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-import-'));
  const file = join(dataDir, 'staff.csv');
  const lead = ['--institution', 'county-hospital'];
  let database: Database;
  let said: string[] = [];
  const run = (args: readonly string[], folder = dataDir) => {
    said = [];
    const say = (line: string) => void said.push(line);
    const env = { DATA_DIR: folder, LOG_LEVEL: 'error' };
    return importStaff(args, env, { log: say, error: say });
  };

  beforeAll(async () => {
    database = await openDatabase({ ...personnelTables, location: { dataDir, prefix: '' } });
    await database.transaction((manager) => manager.save([...postingCounty(), aPractitioner()]));
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  it('needs the keys of the product, and makes none', async () => {
    writeFileSync(file, aStaffList());
    await expect(run([file, ...lead])).rejects.toThrow('run this with the keys of the product');
    expect(existsSync(fieldKeyFile(dataDir))).toBe(false);
    secretOnce(fieldKeyFile(dataDir));
  });

  it('keeps the draft of a file beside whoever serves the database', async () => {
    const rows = [
      { specialty: '外科', ...licensed('110000001') },
      { id: 'new', employer: 'people-hospital' },
    ];
    writeFileSync(file, toGb18030(aStaffList(...rows).slice(1)));
    expect(await run([file, ...lead])).toBe(0);
    const [list] = await database.read.find(StaffList);
    expect(list).toMatchObject({ institutionId: 'county-hospital', status: 'DRAFT', changed: 1 });
    expect(said).toEqual([
      `List ${list?.id}, of county-hospital: 1 people added, 1 changed, 0 leaving, 0 unchanged. staffList shows them, enactStaffList stores them.`,
    ]);
    expect(await database.read.count(StaffListLine)).toBe(2);
  });

  it('tells every bad line and keeps nothing', async () => {
    const before = await database.read.count(StaffList);
    writeFileSync(file, aStaffList({ id: 'A', name: '' }, {}, { id: 'B', category: 'x' }));
    expect(await run([file, ...lead, '--encoding', 'utf-8'])).toBe(1);
    expect(said.map((line) => line.split(':')[0])).toEqual([
      ...['Line 2, 姓名', 'Line 4, 类别'],
      'Nothing of the list is kept. Correct these lines and read it again.',
    ]);
    expect(await database.read.count(StaffList)).toBe(before);
  });

  it('reads for the people that the institution manages', async () => {
    writeFileSync(file, aStaffList({}));
    expect(await run([file, '--institution', 'people-hospital'])).toBe(1);
    expect(said[0]).toBe('Line 2, 单位: is none whose people are managed here');
    await expect(run([file, '--institution', 'none'])).rejects.toThrow('no institution none');
  });

  it.each([
    ['without an institution', [file]],
    ['without a file', lead],
    ['with another encoding', [file, ...lead, '--encoding', 'big5']],
  ])('says how it is called, %s', async (_what, args) => {
    await expect(run(args)).rejects.toThrow('npm run staff:import -- FILE --institution');
  });

  it('says which file it cannot read', async () => {
    const gone = join(dataDir, 'gone.csv');
    await expect(run([gone, ...lead])).rejects.toThrow(`no such file or directory, open '${gone}'`);
  });

  it('makes no database where there is none', async () => {
    const empty = join(dataDir, 'elsewhere');
    await expect(run([file, ...lead], empty)).rejects.toThrow(`no database under ${empty}`);
    expect(existsSync(empty)).toBe(false);
  });
});
