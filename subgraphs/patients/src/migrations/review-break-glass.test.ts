import { afterEach, expect, it } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { toParameters } from '@lianyi/shared/database/select-rows';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { BreakGlassGrant } from '../break-glass/break-glass-grant.entity';
import { BreakGlassReviewRow } from '../break-glass/break-glass-review.entity';
import { patientsTables } from '../data-source';
import { ReviewBreakGlass1732000007000 } from './1732000007000-review-break-glass';

const { migrations, ...tables } = patientsTables;
const before = migrations.slice(0, migrations.indexOf(ReviewBreakGlass1732000007000));
const at = new Date('2026-03-04T12:00:00.123+08:00');

describeOnBothDatabases(
  'a database in which glasses were broken before there were reviews',
  (kind) => {
    const { location, remove } = testLocation(kind);
    let database: Database | undefined;
    const open = async (known: typeof before) => {
      database = await openDatabase({ ...tables, migrations: known, location });
      return database;
    };
    afterEach(async () => {
      await database?.close();
      await remove(['patients']);
    });

    const insert = (into: Database, table: string, row: Record<string, string | number | Date>) => {
      const columns = Object.keys(row).map((column) => `\`${column}\``);
      const sql = `INSERT INTO \`${table}\` (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      return into.transaction((manager) =>
        manager.query(sql, toParameters(manager, Object.values(row))),
      );
    };

    it('has them reviewed, with who broke them from the log where it tells', async () => {
      const earlier = await open(before);
      const grant = { patientId: 'patient-1', holder: 'h', viewerSubject: 'doctor' };
      const said = { reason: '昏迷送医，需查过敏史', institutionId: 'county-hospital' };
      const event = { patientId: 'patient-1', action: 'BREAK_GLASS', allowed: 1, ...said, at };
      const asked = { requestId: 'r', traceId: 't', hash: 'x', viewerSubject: 'doctor' };
      await insert(earlier, 'access_event', {
        ...{ ...event, ...asked, seq: 1, viewerName: '陈医生', viewerRoles: 'CLINICIAN' },
      });
      await insert(earlier, 'break_glass_grant', {
        ...{ ...grant, ...said, id: 'glass-1', grantedAt: at, expiresAt: at },
      });
      const other = { ...grant, viewerSubject: 'nobody in the log' };
      await insert(earlier, 'break_glass_grant', {
        ...{ ...other, ...said, id: 'glass-2', grantedAt: at, expiresAt: at },
      });
      await earlier.close();

      const { read } = await open(migrations);
      const order = { order: { id: 'ASC' } } as const;
      expect(await read.find(BreakGlassGrant, order)).toMatchObject([
        { id: 'glass-1', viewerName: '陈医生', viewerRoles: 'CLINICIAN', grantedAt: at },
        { id: 'glass-2', viewerName: '', viewerRoles: '' },
      ]);
      const waiting = {
        ...{ status: 'OPEN', institutionId: 'county-hospital', outcome: null, reviewedAt: null },
        dueAt: new Date('2026-03-09T23:59:59.999+08:00'),
      };
      expect(await read.find(BreakGlassReviewRow, order)).toMatchObject([
        { id: 'glass-1', ...waiting },
        { id: 'glass-2', ...waiting },
      ]);
    });
  },
);
