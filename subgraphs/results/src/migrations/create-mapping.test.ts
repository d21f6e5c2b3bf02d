import { afterEach, expect, it } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { toParameters } from '@lianyi/shared/database/select-rows';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { resultsTables } from '../data-source';
import { UnmappedCodeRow } from '../mapping/code-mapping.entity';
import { CreateMapping1732000010000 } from './1732000010000-create-mapping';

const { migrations, ...tables } = resultsTables;
const before = migrations.slice(0, migrations.indexOf(CreateMapping1732000010000));
const at = (hour: string) => new Date(`2026-03-01T${hour}:00:00.123+08:00`);

const value = (id: string, takenAt: Date, mapped: boolean) => ({
  ...{ id, reportId: 'r', version: 1, position: Number(id), patientId: 'p', inForce: true },
  ...{ institutionId: 'township-dongpu', takenAt, itemCode: 'MPV', mapped, printedCode: 'MPV' },
  ...{ printedName: '平均血小板体积', value: '9.9', comparable: false, interpretation: 'NORMAL' },
  sensitive: false,
});

describeOnBothDatabases(
  'a database in which codes were unknown before there was a queue',
  (kind) => {
    const { location, remove } = testLocation(kind);
    let database: Database | undefined;
    const open = async (known: typeof before) => {
      database = await openDatabase({ ...tables, migrations: known, location });
      return database;
    };
    afterEach(async () => {
      await database?.close();
      await remove(['results']);
    });

    it('queues them, as often as they came', async () => {
      const earlier = await open(before);
      const rows = [
        value('1', at('08'), false),
        value('2', at('09'), false),
        value('3', at('10'), true),
      ];
      for (const row of rows) {
        const columns = Object.keys(row).map((column) => `\`${column}\``);
        const sql = `INSERT INTO \`observation\` (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
        await earlier.transaction((manager) =>
          manager.query(sql, toParameters(manager, Object.values(row))),
        );
      }
      await earlier.close();

      const { read } = await open(migrations);
      expect(await read.find(UnmappedCodeRow)).toMatchObject([
        {
          ...{ institutionId: 'township-dongpu', kind: 'LABORATORY_CODE', printed: 'MPV' },
          ...{ printedName: '平均血小板体积', occurrences: 2 },
          ...{ firstSeenAt: at('08'), lastSeenAt: at('09') },
        },
      ]);
    });
  },
);
