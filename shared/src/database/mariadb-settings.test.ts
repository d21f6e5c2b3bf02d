import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger';
import { counterTables } from '../testing/counter';
import { startMariadb, type TestMariadb } from '../testing/start-mariadb';
import { describeWithMariadb } from '../testing/test-mariadb';
import { openDatabase } from './open-database';

describeWithMariadb('the settings of a server', () => {
  let server: TestMariadb;
  beforeAll(async () => {
    server = await startMariadb({ args: ['--log-bin=binary', '--sync-binlog=1'] });
  }, 60_000);
  afterAll(() => server.stop());

  const open = (production: boolean, lines: string[] = []) =>
    openDatabase({
      ...counterTables,
      location: { url: server.url, dataDir: '', production },
      logger: createLogger('test', 'warn', { write: (line) => void lines.push(line) }),
    });

  it('are taken in production where they are safe', async () => {
    await (await open(true)).close();
  });

  describe.each([
    ['innodb_flush_log_at_trx_commit', '2', '1', 'must be 1: an acknowledged write'],
    ['sync_binlog', '0', '1', 'must be 1: the binary log must hold'],
    ['max_allowed_packet', '1048576', '16777216', 'must be at least 16777216'],
  ])('with %s at %s', (variable, unsafe, safe, sentence) => {
    beforeEach(() => server.query(`SET GLOBAL ${variable} = ${unsafe}`));
    afterEach(() => server.query(`SET GLOBAL ${variable} = ${safe}`));

    it('are refused in production by one sentence', async () => {
      const refusal = await open(true).catch((error: unknown) => error);
      const start = `${variable} is ${unsafe} on the database server and `;
      expect(refusal).toMatchObject({ name: 'ConfigError' });
      expect(String(refusal)).toContain(`${start}${sentence}`);
    });

    it('are warned about elsewhere', async () => {
      const lines: string[] = [];
      await (await open(false, lines)).close();
      expect(lines.join()).toContain(`${variable} is ${unsafe}`);
    });
  });

  it('are refused in production where a database compares without regard to case', async () => {
    const url = server.url;
    await server.query('CREATE DATABASE old_counter COLLATE utf8mb4_general_ci');
    const location = { url, dataDir: '', prefix: 'old_', production: true };
    await expect(openDatabase({ ...counterTables, location })).rejects.toThrow(
      'collation_database is utf8mb4_general_ci on the database server and must be utf8mb4_bin',
    );
  });

  it('are changed by each connection where it can', async () => {
    await server.query(
      "SET GLOBAL sql_mode = ''",
      "SET GLOBAL time_zone = '+08:00'",
      'SET GLOBAL innodb_lock_wait_timeout = 500',
      'SET GLOBAL tx_isolation = SERIALIZABLE',
      'SET GLOBAL default_storage_engine = MyISAM',
    );
    const { read, close } = await open(true);
    const names =
      'sql_mode time_zone innodb_lock_wait_timeout tx_isolation default_storage_engine collation_connection';
    const select = `SELECT ${names.split(' ').map((name) => `@@SESSION.${name}`)}, SLEEP(0.05)`;
    const answers: Record<string, unknown>[][] = await Promise.all(
      Array.from({ length: 8 }, () => read.query(select)),
    );
    for (const [answer] of answers)
      expect(Object.values(answer ?? {}).slice(0, 6)).toEqual([
        'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
        ...['+00:00', 10, 'READ-COMMITTED', 'InnoDB', 'utf8mb4_bin'],
      ]);
    await close();
  });

  it('answer nothing through a connection that could not set its own', async () => {
    const session = [{ variable: 'sql_mode', value: 'NO_SUCH_MODE', cluster: false }];
    const location = { url: server.url, dataDir: '' };
    const opening = openDatabase({ ...counterTables, location, serverRules: { session } });
    await expect(opening).rejects.toThrow('NO_SUCH_MODE');
  });
});
