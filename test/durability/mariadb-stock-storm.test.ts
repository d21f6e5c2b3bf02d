import { startMariadb } from '@lianyi/shared/testing/start-mariadb';
import { holdStock } from './hold-stock';

holdStock('stock while the process is killed, on MariaDB', async () => {
  const { stop, url } = await startMariadb();
  return { env: { DATABASE_URL: url }, stop };
});
