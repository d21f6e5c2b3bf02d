// What one run of the tests has in common: a name, under which suites keep migrated databases to
// copy from. Set before the workers start, and removed with everything under it at the end.
const { randomUUID } = require('node:crypto');
const { createConnection } = require('mysql2/promise');

module.exports = async function begin() {
  process.env.TEST_RUN = randomUUID().slice(0, 8);
};

module.exports.end = async function end() {
  const uri = process.env.TEST_MYSQL_URL;
  if (!uri) return;
  const connection = await createConnection({ uri });
  const [rows] = await connection.query('SHOW DATABASES LIKE ?', [
    `lianyi\\_test\\_${process.env.TEST_RUN}\\_%`,
  ]);
  for (const row of rows)
    await connection.query(`DROP DATABASE ${connection.escapeId(Object.values(row)[0])}`);
  await connection.end();
};
