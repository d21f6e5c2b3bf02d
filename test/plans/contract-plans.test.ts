import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { rootFields } from '../security/root-fields';
import { makeFresh, subjectOf } from '../security/subject';
import { startCounty, type TestCounty } from '../support/county';
import { operation } from '../support/operations';
import { scannedBy, watchStatements } from './statements';

const clinician = 'clinician@county-hospital';
const platform = 'regional-platform@city-hospital';

/** Tables that may be read whole, and why. */
const mayBeScanned: Readonly<Record<string, string>> = {
  consortium: 'a county has a handful',
  consortium_membership: 'so many as there are institutions',
  migrations: 'touched to begin a write; a row for each migration',
  duplicate_candidate: 'walked in the order of its list, until a page is full',
  drug_list: 'likewise; a row for each time a county has its list read',
};

/**
 * Every root field of the graph and the operations of its clients, on databases without
 * statistics: there a plan depends on the indexes alone, and not on how little a test holds.
 */
describe('every statement of the graph', () => {
  const statements = watchStatements();
  let county: TestCounty;
  beforeAll(async () => {
    county = await startCounty({ patients: 12, events: true });
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
  }, 120_000);
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

  it('reads no table whole, but for those that stay small', async () => {
    const scans: string[] = [];
    for (const statement of statements.all())
      for (const table of await scannedBy(statement))
        if (!(table in mayBeScanned)) scans.push(`${statement.part} ${table}: ${statement.sql}`);
    expect(scans).toEqual([]);
  });
});
