import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { rootFields } from '../security/root-fields';
import { makeFresh, subjectOf } from '../security/subject';
import { startCounty, type TestCounty } from '../support/county';
import { operation } from '../support/operations';
import { seemLarge } from './large-tables';
import { type Statement, scannedBy, watchStatements } from './statements';

const clinician = 'clinician@county-hospital';
const platform = 'regional-platform@city-hospital';

/** Tables that may be read whole, or in the order of an index, and why. */
const mayBeScanned: Readonly<Record<string, string>> = {
  consortium: 'a county has a handful',
  consortium_membership: 'so many as there are institutions',
  migrations: 'touched to begin a write; a row for each migration',
  'duplicate_candidate in order': 'walked in the order of its list, until a page is full',
  drug_list: 'a row for each time a county has its list read; walked in the order of its list',
};

/** What MariaDB reads whole besides: until 11.1 no UPDATE or DELETE goes by what a subquery yields. */
const mayBeScannedByServers: Readonly<Record<string, string>> = {
  'UPDATE drug': "the county's catalogue, when an edition of its list is enacted or taken back",
  'DELETE drug': 'likewise',
  'DELETE drug_version': 'likewise, when it is taken back',
};

const nameOf = (scanned: string) => scanned.replace(/ in order$/, '');
const allowedIn = (list: Readonly<Record<string, string>>, verb: string, scanned: string) =>
  [scanned, nameOf(scanned), `${verb} ${nameOf(scanned)}`].some((name) => name in list);

/**
 * Every root field of the graph and the operations of its clients: on embedded databases without
 * statistics, where a plan depends on the indexes alone, and on a server that believes in a million
 * rows of each table, with the values that were asked.
 */
describeOnBothDatabases('every statement of the graph', (kind) => {
  let statements: ReturnType<typeof watchStatements>;
  let county: TestCounty;
  beforeAll(async () => {
    statements = watchStatements();
    county = await startCounty({ kind, patients: 12, events: true });
    for (const source of statements.sources()) await seemLarge(source);
    const subject = await subjectOf(county);
    statements.clear();
    for (const [name, field] of Object.entries(rootFields)) {
      const { text, fresh, roles, at = 'county-hospital' } = field;
      const freshId = fresh ? await makeFresh(county, subject, fresh) : '';
      const user = `${roles[0]?.toLowerCase().replaceAll('_', '-')}@${at}`;
      const type = name.split('.')[0]?.toLowerCase();
      await county.run(user, `${type} { ${text({ ...subject, freshId })} }`);
    }
    const id = subject.patientId;
    await county.run(clinician, operation('UnifiedRecord'), { id });
    await county.run(clinician, operation('Trend'), { id, item: '718-7' });
    await county.run(clinician, operation('FindPatient'), { search: subject.name });
    const items = ['PANEL-CBC', 'CT-CHEST'];
    await county.run(clinician, operation('BeforeOrdering'), { patientId: id, items });
    await eventually(async () => {
      const { data } = await county.run(platform, '{ changes { latest nodes { cursor } } }');
      return (data?.changes as { latest: string | null } | null)?.latest != null;
    });
    await county.run(platform, '{ changes { nodes { cursor } } }');
  }, 240_000);
  afterAll(async () => {
    statements.stop();
    await county?.stop();
  });

  it('was asked of every part that holds something', () => {
    const parts = new Set(statements.all().map(({ part }) => part));
    expect([...parts].sort()).toEqual([
      ...['patients', 'personnel', 'pharmacy', 'referrals', 'results'],
    ]);
    expect(statements.all().length).toBeGreaterThan(150);
  });

  const mayBe = ({ sql }: Statement, scanned: string) => {
    const verb = sql.slice(0, sql.indexOf(' '));
    const lists = [mayBeScanned, ...(kind === 'mysql' ? [mayBeScannedByServers] : [])];
    return lists.some((list) => allowedIn(list, verb, scanned));
  };

  it('reads no table whole, but for those that stay small', async () => {
    const scans: string[] = [];
    for (const statement of statements.all())
      for (const table of await scannedBy(statement))
        if (!mayBe(statement, table)) scans.push(`${statement.part} ${table}: ${statement.sql}`);
    expect(scans).toEqual([]);
  });
});
