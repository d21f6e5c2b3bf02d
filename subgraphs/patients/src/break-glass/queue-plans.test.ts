import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { decideAccess } from '../access/decide-access.service';
import { RecordRestriction } from '../restriction/record-restriction.entity';
import { createBreakGlassClient, type FoundPage } from '../testing/break-glass.client';
import {
  aContract,
  aGlassGrant,
  anEvent,
  aRestriction,
  aReview,
  noon,
  savePatient,
} from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { BreakGlassGrant } from './break-glass-grant.entity';
import { BreakGlassNoticeRow } from './break-glass-notice.entity';
import { BreakGlassReviewRow, BreakGlassReviewStatus } from './break-glass-review.entity';

const grants = 600;
const minutesAfter = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const elsewhere = (number: number) => `institution-${number % 7}`;

/** Reads a table from one end to the other, or sorts what it found before it cuts the page. */
const isCostly = (step: string) =>
  /^SCAN (?!.*USING (COVERING )?INDEX)|FOR ORDER BY|^ALL null \d{3,}|filesort/.test(step);
/** A page's few patients and few looks are put in order, or read from tables that are empty here. */
const isOfFew = (sql: string, step: string) =>
  (sql.startsWith('WITH') && /^SCAN (asked|a|b|\()|FOR ORDER BY|filesort/.test(step)) ||
  (sql.includes('GROUP BY') && /filesort/.test(step));

describeOnBothDatabases('a long queue of broken glasses', (kind) => {
  let harness: PatientsHarness;
  const glass = createBreakGlassClient(() => harness);
  const doctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

  beforeAll(async () => {
    harness = await startPatients(kind);
    const numbers = Array.from({ length: grants }, (_, number) => number);
    const { database, process } = harness;
    await database.transaction(async (manager) => {
      await savePatient(manager);
      await manager.save(aContract());
      const at = (number: number) => ({ id: `glass-${number}`, grantedAt: minutesAfter(number) });
      const rows = numbers.map((number) => ({
        ...aGlassGrant(aViewer('CLINICIAN', undefined, { subject: `doctor-${number % 50}` })),
        ...at(number),
      }));
      await insertRows(manager, BreakGlassGrant, rows);
      const status = BreakGlassReviewStatus.REVIEWED;
      const reviews = numbers.map((number) => ({
        ...aReview({ id: `glass-${number}`, dueAt: minutesAfter(number) }),
        ...(number % 2 ? { status } : {}),
        ...(number % 3 ? { institutionId: elsewhere(number) } : {}),
      }));
      await insertRows(manager, BreakGlassReviewRow, reviews);
      const notices = numbers.map((number) => ({
        ...{ ...at(number), patientId: 'patient-1', dueAt: minutesAfter(number) },
        institutionId: number % 3 ? elsewhere(number) : 'township-dongpu',
        acknowledgedAt: number % 2 ? noon : null,
      }));
      await insertRows(manager, BreakGlassNoticeRow, notices);
      const kept = numbers.map((number) => {
        const id = `kept-${number}`;
        return { ...aRestriction({ id, institutionId: elsewhere(number) }), patientId: id };
      });
      await insertRows(manager, RecordRestriction, kept);
    });
    await process.chain.append(numbers.map((number) => anEvent(`patient-${number % 20}`)));
    const tables = '`break_glass_review`, `break_glass_notice`, `record_restriction`';
    await database.transaction((manager) =>
      manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`),
    );
  }, 60_000);
  afterAll(() => harness?.stop());

  const costly = async (work: () => Promise<unknown>) => {
    const queries = await queriesOf(harness.database, work);
    expect(queries.length).toBeGreaterThan(0);
    const plans = await Promise.all(
      queries.map(async (query) => {
        const steps = await planOf(harness.database, query);
        const { sql } = query;
        return { sql, steps: steps.filter((step) => isCostly(step) && !isOfFew(sql, step)) };
      }),
    );
    return plans.filter(({ steps }) => steps.length > 0);
  };
  const twoPages = (read: (after?: string) => Promise<FoundPage>) => async () => {
    const { nodes, pageInfo } = await read();
    expect(nodes.length).toBeGreaterThan(0);
    await read(pageInfo.endCursor);
  };

  it.each([
    ['all', auditor, {}],
    ['the open ones', auditor, { status: 'OPEN' }],
    ['an institution’s own', aViewer('AUDITOR', 'institution-1'), {}],
    [
      'an institution’s own that are judged',
      aViewer('AUDITOR', 'institution-1'),
      { status: 'REVIEWED' },
    ],
  ])('is read by index: %s', async (_title, viewer, asked) => {
    const read = (after?: string) => glass.queue(viewer, { ...asked, first: 10, after });
    expect(await costly(twoPages(read))).toEqual([]);
  });

  it.each([[true], [false]])('is told by index, the unread alone: %s', async (unreadOnly) => {
    const read = (after?: string) => glass.inbox(doctor, { unreadOnly, first: 10, after });
    expect(await costly(twoPages(read))).toEqual([]);
  });

  it('finds what patients keep to themselves by index', async () => {
    const ask = () =>
      decideAccess(harness.process, anIdentity(clinician), ['patient-1', 'kept-3'], 'READ_RECORD');
    expect(await costly(ask)).toEqual([]);
  });

  it('would be found out if it were read as a whole, or sorted', async () => {
    const { read } = harness.database;
    const found = await costly(async () => {
      await read.query("SELECT * FROM `break_glass_review` WHERE `note` = 'x'", []);
      await read.query('SELECT * FROM `break_glass_notice` ORDER BY `dueAt` LIMIT 5', []);
    });
    expect(found).toHaveLength(2);
  });
});
