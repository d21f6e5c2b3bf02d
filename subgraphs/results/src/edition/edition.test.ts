import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '@lianyi/shared/testing/test-databases';
import { dataFolder, loadCatalogue } from '../catalogue/catalogue';
import { resultsTables } from '../data-source';
import { createEditionReader } from './edition.loader';
import { keepEdition } from './keep-edition.service';

describeOnBothDatabases('editions of the county’s files', (kind) => {
  let test: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    test = await openTestDatabase(kind, resultsTables);
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-data-'));
    cpSync(dataFolder, folder, { recursive: true });
    await test.database.transaction(async (manager) => {
      await manager.query('DELETE FROM `catalogue_edition`');
      await manager.query('DELETE FROM `catalogue_edition_file`');
    });
  });
  afterAll(() => test.drop());

  const at = (day: number) => new Date(`2026-03-0${day}T10:00:00+08:00`);
  const keep = (day: number) => keepEdition(test.database, folder, () => at(day));
  const edit = (from: string, to: string) => {
    const file = join(folder, 'windows.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const count = async () => {
    const [row] = await test.database.read.query('SELECT COUNT(*) AS n FROM `catalogue_edition`');
    return Number(row.n);
  };
  /** The window of white cells on 1 March, as it was known on a day. */
  const windowKnown = async (day: number) => {
    const catalogue = loadCatalogue(folder);
    const rulesAt = createEditionReader(test.database.read, catalogue, () => at(9));
    const { catalogue: then } = await rulesAt(at(day));
    const item = then.find('6690-2', '2026-03-01');
    return item && then.windows.on(item, '2026-03-01');
  };

  it('are kept where files changed, and not where they did not', async () => {
    await keep(1);
    await keep(2);
    expect(await count()).toBe(1);
    edit('"days": 7', '"days": 5');
    await keep(3);
    expect(await count()).toBe(2);
    rmSync(folder, { recursive: true });
  });

  it('tell a window as it was known, though it was changed for days past', async () => {
    await keep(2);
    edit('"days": 7', '"days": 5');
    await keep(4);
    edit('"days": 5', '"days": 6');
    await keep(6);
    const days = [1, 2, 3, 4, 5, 6].map((day) => windowKnown(day));
    expect((await Promise.all(days)).map((window) => (window as { days: number }).days)).toEqual([
      ...[7, 7, 7, 5, 5, 6],
    ]);
    rmSync(folder, { recursive: true });
  });

  it('are the files of this start where none are kept', async () => {
    expect(await windowKnown(1)).toEqual({ rule: 'DAYS', days: 7 });
    rmSync(folder, { recursive: true });
  });

  it('are kept once by several processes that start at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => keep(1)));
    expect(await count()).toBe(1);
    rmSync(folder, { recursive: true });
  });
});
