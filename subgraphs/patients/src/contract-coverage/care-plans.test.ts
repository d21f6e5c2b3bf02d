import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';

const overdue = '{ overdueFollowUps { nodes { daysOverdue } } }';
const coverage = '{ contractCoverage(byInstitution: true) { residents } }';

describe('a statement over the residents of a county', () => {
  let harness: PatientsHarness;
  beforeAll(async () => {
    harness = await startPatients('sqlite');
  });
  afterAll(() => harness?.stop());

  /** The steps that read one of the large tables. */
  const stepsOf = async (role: 'FAMILY_DOCTOR' | 'COMMUNITY_OFFICE', document: string) => {
    const queries = await queriesOf(harness.database, () => harness.run(aViewer(role), document));
    const plans = await Promise.all(queries.map((query) => planOf(harness.database, query)));
    return plans.flat().filter((step) => /^(SCAN|SEARCH) (patient|c|p|m)\b/.test(step));
  };

  it('finds who is overdue by index', async () => {
    const steps = await stepsOf('FAMILY_DOCTOR', overdue);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.filter((step) => !/^SEARCH .*INDEX/.test(step))).toEqual([]);
  });

  it('counts coverage from indices alone', async () => {
    const steps = await stepsOf('COMMUNITY_OFFICE', coverage);
    expect(steps.length).toBeGreaterThan(4);
    expect(steps.filter((step) => !/^SEARCH .*COVERING INDEX/.test(step))).toEqual([]);
  });
});
