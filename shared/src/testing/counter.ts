import {
  Column,
  Entity,
  Index,
  type MigrationInterface,
  PrimaryColumn,
  type QueryRunner,
} from 'typeorm';
import { columnTypes, createTable, nullable, primary } from '../database/tables';

const { varchar, int, time, boolean, json } = columnTypes;

/** A table of every column type, for the tests of the database folder. */
@Entity('counter')
@Index(['owner', 'at', 'id'])
export class Counter {
  @PrimaryColumn('varchar', { length: 36 })
  id!: string;

  @Column('varchar', { length: 36 })
  owner!: string;

  @Column('int')
  value!: number;

  @Column('datetime', { precision: 3 })
  at!: Date;

  @Column('datetime', { precision: 3, nullable: true })
  until!: Date | null;

  @Column('boolean')
  open!: boolean;

  @Column('simple-json')
  notes!: string[];
}

class CreateCounter1732000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTable(runner, 'counter', {
      columns: [
        varchar('id', 36, primary),
        varchar('owner', 36),
        int('value'),
        time('at'),
        time('until', nullable),
        boolean('open'),
        json('notes'),
      ],
      indices: [['owner', 'at', 'id']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('counter');
  }
}

export const counterTables = {
  name: 'counter',
  entities: [Counter],
  migrations: [CreateCounter1732000000000],
};

export const aCounter = (overrides: Partial<Counter> = {}): Counter =>
  Object.assign(new Counter(), {
    id: 'c1',
    ...{ owner: 'o1', value: 0, open: true, notes: [], until: null },
    at: new Date('2026-03-01T04:00:00.123Z'),
    ...overrides,
  });
