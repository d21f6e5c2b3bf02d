import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { outreachCounty } from './testing/outreach-county';
import { startPersonnel } from './testing/personnel.harness';

const viewer = aViewer('PERSONNEL_MANAGER');
const person = 'host-1';

describe('a worklist of personnel', () => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await startPersonnel('sqlite', outreachCounty());
  });
  afterAll(() => harness?.stop());

  /** How the statement is run that reads a table. */
  const planFor = async (table: string, field: string) => {
    const queries = await queriesOf(harness.database, async () => {
      const { errors } = await harness.run(viewer, `{ ${field} }`);
      expect(errors).toBeUndefined();
    });
    const query = queries.find(({ sql }) => sql.includes(`FROM \`${table}\``));
    return query ? planOf(harness.database, query) : [];
  };

  it.each([
    ['outreach_visit', 'outreachVisits { nodes { id } }', 'hostId=?'],
    [
      'outreach_visit',
      'outreachVisits(unconfirmed: true) { nodes { id } }',
      'hostId=? AND confirmedById=?',
    ],
    [
      'outreach_visit',
      `outreachVisits(practitionerId: "${person}", month: "2026-05") { nodes { id } }`,
      'practitionerId=? AND startedAt>? AND startedAt<?',
    ],
    ['staff_list', 'staffLists { nodes { id } }', 'institutionId=?'],
    ['training_placement', 'trainings { nodes { id } }', 'hostId=?'],
    [
      'training_placement',
      'trainings(fromInstitutionId: "township-dongpu") { nodes { id } }',
      'fromInstitutionId=?',
    ],
    ['training_placement', `trainings(traineeId: "${person}") { nodes { id } }`, 'traineeId=?'],
    ['training_placement', `trainings(mentorId: "${person}") { nodes { id } }`, 'mentorId=?'],
  ])('of %s is one walk of an index, already in order: %s', async (table, field, by) => {
    const [step = '', ...others] = await planFor(table, field);
    expect(step).toMatch(/^SEARCH \w+ USING INDEX/);
    expect(step).toContain(`(${by})`);
    expect(others).toEqual([]);
  });
});
