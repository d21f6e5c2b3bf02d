import { expect, it } from '@jest/globals';
import { describeOnMysql, testLocation } from '../testing/test-databases';
import { pooledDriver } from './mysql-pool';

describeOnMysql('a pool', () => {
  it('answers nothing through a connection that could not set what it must', async () => {
    const { url = '' } = testLocation('mysql').location;
    const session = ["SET SESSION sql_mode = 'NO_SUCH_MODE'"];
    const pool = pooledDriver({ session, waitMilliseconds: 500 }).createPool({ uri: url });
    const failure = await pool
      .promise()
      .query('SELECT 1')
      .catch((error: unknown) => error);
    // As a connection that broke, so that the transaction is repeated and a read refused.
    expect(failure).toMatchObject({ fatal: true });
    await pool.promise().end();
  });
});
