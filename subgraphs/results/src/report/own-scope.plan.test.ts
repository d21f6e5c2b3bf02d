import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient {
  labReports(first: 5) { nodes { id } } examReports(first: 5) { nodes { id } } } } }`;

describeOnBothDatabases('a record that opens own data alone', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('patient-1', { scope: 'OWN' });
  });
  afterAll(() => results.stop());

  it('is read along the patient, not along everything the institution reported', async () => {
    const r = [{ __typename: 'Patient', id: 'patient-1' }];
    const asked = await queriesOf(results.database, async () => {
      const { errors } = await results.run(clinician, query, { r });
      expect(errors).toBeUndefined();
    });
    const lists = asked.filter(({ sql }) => /FROM `(lab|exam)_report`.*LIMIT/.test(sql));
    expect(lists).toHaveLength(2);
    for (const list of lists) {
      const [step] = await planOf(results.database, list);
      if (kind === 'sqlite') expect(step).toMatch(/USING INDEX \w+ \(patientId=\?\)/);
      // MariaDB weighs the indices by what they hold: the statement is to be one it takes.
      else expect(step).toBeDefined();
    }
  });
});
