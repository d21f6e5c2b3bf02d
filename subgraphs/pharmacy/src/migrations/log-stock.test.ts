import { expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { pharmacyTables } from '../data-source';
import { verifyStock } from '../stock/verify-stock';
import { CreatePharmacy1732000000000 } from './1732000000000-create-pharmacy';

describeOnBothDatabases('a database with stock of before', (kind) => {
  it('opens the log of each batch with what lies there', async () => {
    const { location, remove } = testLocation(kind);
    const migrations = [CreatePharmacy1732000000000];
    const old = await openDatabase({ ...pharmacyTables, migrations, location });
    await old.transaction(async (manager) => {
      for (const [number, quantity] of [
        ['B-1', 40],
        ['B-2', 0],
      ])
        await manager.query(
          "INSERT INTO `stock_batch` (`institutionId`, `drugCode`, `number`, `expiresOn`, `quantity`) VALUES ('county-hospital', 'drug-1', ?, '2027-01-01', ?)",
          [number, quantity],
        );
    });
    await old.close();
    const upgraded = await openDatabase({ ...pharmacyTables, location });
    expect(await verifyStock(upgraded.read)).toEqual({ batches: 2, movements: 2, faults: [] });
    await upgraded.close();
    await remove([pharmacyTables.name]);
  });
});
