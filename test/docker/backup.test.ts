import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Connection, createConnection } from 'mysql2/promise';
import { dockerFolder } from './files';

const server = process.env.TEST_MYSQL_URL;

describe('docker/backup.sh (MySQL)', () => {
  const address = new URL(server ?? 'mysql://root@127.0.0.1');
  const database = `lianyi_backup_${randomUUID().slice(0, 8)}`;
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-backup-'));
  let connection: Connection;

  const run = (what: string, settings: Record<string, string> = {}) =>
    spawnSync('sh', [join(dockerFolder, 'backup.sh'), what], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        MYSQL_HOST: address.hostname,
        MYSQL_PORT: address.port || '3306',
        MYSQL_USER: decodeURIComponent(address.username),
        MYSQL_PASSWORD: decodeURIComponent(address.password),
        BACKUP_DIR: folder,
        // Other suites make and drop databases meanwhile.
        BACKUP_DATABASES: database,
        ...settings,
      },
    });
  const dumps = () => readdirSync(folder).filter((name) => name.endsWith('.sql.gz'));

  beforeAll(async () => {
    connection = await createConnection({ uri: server ?? '', multipleStatements: true });
    await connection.query(
      `CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; USE ${database};
       CREATE TABLE kept (id INT PRIMARY KEY, name TEXT, sealed BLOB);
       INSERT INTO kept VALUES (1, '张𬭎', X'00FF27');
       CREATE TRIGGER kept_for_good BEFORE DELETE ON kept FOR EACH ROW SIGNAL SQLSTATE '45000'`,
    );
  });
  afterAll(async () => {
    await connection.query(`DROP DATABASE IF EXISTS ${database}`);
    await connection.end();
    rmSync(folder, { recursive: true });
  });

  it('writes what brings a lost database back, its triggers too', async () => {
    expect(run('once')).toMatchObject({ status: 0 });
    await connection.query(`DROP DATABASE ${database}`);
    const [dump = ''] = dumps();
    const sql = gunzipSync(readFileSync(join(folder, dump)));
    const only = [`--host=${address.hostname}`, `--port=${address.port || 3306}`];
    execFileSync(
      'mysql',
      [...only, `--user=${address.username}`, `--password=${address.password}`],
      { input: sql },
    );
    const [rows] = await connection.query(`SELECT * FROM ${database}.kept`);
    expect(rows).toEqual([{ id: 1, name: '张𬭎', sealed: Buffer.from('00FF27', 'hex') }]);
    await expect(connection.query(`DELETE FROM ${database}.kept`)).rejects.toThrow(
      /45000|unhandled/i,
    );
  });

  it('keeps as many as it is told, the newest', () => {
    for (const day of ['20200101', '20200102', '20200103'])
      writeFileSync(join(folder, `lianyi-${day}T000000Z.sql.gz`), '');
    expect(run('once', { BACKUP_KEEP: '2' }).status).toBe(0);
    expect(dumps()).toHaveLength(2);
    expect(run('once', { BACKUP_KEEP: '1' }).status).toBe(0);
    expect(dumps()).toHaveLength(1);
    expect(dumps().join()).not.toContain('2020');
  });

  it('is healthy after a dump, and not before', () => {
    expect(run('healthy').status).toBe(0);
    expect(run('healthy', { BACKUP_DIR: join(folder, 'none') }).status).toBe(1);
  });

  it('leaves what is there and exits 1 where the server does not answer', () => {
    const before = dumps();
    expect(run('once', { MYSQL_PORT: '1' }).status).not.toBe(0);
    expect(dumps()).toEqual(before);
  });
});
