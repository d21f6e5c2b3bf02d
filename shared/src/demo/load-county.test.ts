import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Column, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import { insertRows } from '../database/insert-rows';
import { columnTypes, createTable, primary } from '../database/tables';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type TestDatabase,
} from '../testing/test-databases';
import { createCounty } from './county';
import { CreateDemoProgress1732000000900 } from './create-demo-progress';
import { DemoProgress } from './demo-progress.entity';
import { type CountyWriter, loadCounty } from './load-county';

@Entity('stored_resident')
class StoredResident {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 10 })
  birthDate!: string;
}

class CreateStoredResident1732000000000 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'stored_resident', {
      columns: [columnTypes.varchar('id', 36, primary), columnTypes.varchar('birthDate', 10)],
    });
  down = (runner: QueryRunner) => runner.dropTable('stored_resident');
}

const options = { patients: 450, seed: 7, today: '2026-11-21' };
const county = createCounty(options);

const writer: CountyWriter = {
  async residents(manager, residents) {
    const rows = residents.map(({ person: { id, birthDate } }) => ({ id, birthDate }));
    await insertRows(manager, StoredResident, rows);
  },
};

/** Breaks off while it writes resident 420, in the third step. */
const breaking: CountyWriter = {
  async residents(manager, residents, of) {
    if (residents.some(({ person }) => person.index === 420)) throw new Error('killed');
    await writer.residents?.(manager, residents, of);
  },
};

describeOnBothDatabases('loadCounty', (kind) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await openTestDatabase(kind, {
      name: 'demo',
      entities: [StoredResident, DemoProgress],
      migrations: [CreateStoredResident1732000000000, CreateDemoProgress1732000000900],
    });
  });
  afterEach(() => test.drop());

  const stored = () => test.database.read.find(StoredResident, { order: { id: 'ASC' } });
  const everybody = (of = county) =>
    Array.from({ length: of.patients }, (_, index) => {
      const { id, birthDate } = of.person(index);
      return { id, birthDate };
    });

  it('stores everybody once', async () => {
    await loadCounty(test.database, county, writer);
    expect(await stored()).toMatchObject(everybody());
  });

  it('keeps whole steps where it broke off, and goes on from there', async () => {
    await expect(loadCounty(test.database, county, breaking)).rejects.toThrow('killed');
    expect(await stored()).toHaveLength(400);
    await loadCounty(test.database, county, writer);
    expect(await stored()).toMatchObject(everybody());
  });

  it('stays the county of its first day', async () => {
    await loadCounty(test.database, createCounty({ ...options, patients: 20 }), writer);
    const later = createCounty({ ...options, today: '2026-12-24' });
    await loadCounty(test.database, later, writer);
    expect(await stored()).toMatchObject(everybody());
  });

  it('leaves a bigger county as it is', async () => {
    await loadCounty(test.database, county, writer);
    await loadCounty(test.database, createCounty({ ...options, patients: 20 }), writer);
    expect(await stored()).toHaveLength(county.patients);
  });

  it('tells how far it is', async () => {
    const told: string[] = [];
    await loadCounty(test.database, county, writer, (done, total) => {
      told.push(`${done}/${total}`);
    });
    expect(told).toEqual(['0/450', '200/450', '400/450', '450/450']);
  });

  it('writes the frame once', async () => {
    let frames = 0;
    const framed: CountyWriter = {
      async frame() {
        frames += 1;
      },
    };
    await loadCounty(test.database, county, framed);
    await loadCounty(test.database, county, framed);
    expect(frames).toBe(1);
  });
});
