import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { type GraphQLField, getNamedType, isObjectType, isUnionType } from 'graphql';
import { Posting, PostingKind } from './posting/posting.entity';
import { buildPersonnelSchema } from './schema';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from './team/family-doctor-team.entity';
import { startPersonnel } from './testing/personnel.harness';
import { anAttending, postingCounty } from './testing/posting-county';

const { schema } = buildPersonnelSchema();

const isMarked = ({ astNode }: GraphQLField<unknown, unknown>) =>
  astNode?.directives?.some(({ name }) => `@${name.value}` === REFERENCE);

/** All reference data of a type, and of what it leads to. */
function marked(type: unknown, depth = 3): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(isMarked);
  const chosen = fields.map((field) => {
    const below = getNamedType(field.type);
    if (!isObjectType(below)) return field.name;
    return depth > 0 ? `${field.name} { __typename ${marked(below, depth - 1)} }` : '';
  });
  return chosen.join(' ');
}

const union = schema.getType('_Entity');
const entities = isUnionType(union) ? union.getTypes() : [];
const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ${entities.map((type) => `... on ${type.name} { __typename ${marked(type)} }`).join('\n')} } }`;
const r = [
  { __typename: 'Institution', id: 'county-hospital' },
  { __typename: 'Institution', id: 'township-dongpu' },
  { __typename: 'Practitioner', id: 'sent' },
  { __typename: 'FamilyDoctorTeam', id: 'team-1' },
];

/** What the gateway keeps: were it another for another viewer, she would see what is not hers. */
describe('reference data of personnel', () => {
  let now = new Date('2026-06-01T04:00:00Z');
  let harness: SubgraphHarness;
  beforeAll(async () => {
    const team = { id: 'team-1', name: '东浦一队', institutionId: 'township-dongpu' };
    const posting: Posting = {
      ...{ id: 'posting-1', practitionerId: 'sent', kind: PostingKind.TOWNSHIP_POSTING },
      ...{ fromInstitutionId: 'county-hospital', toInstitutionId: 'township-dongpu' },
      ...{ start: '2026-01-01', plannedEnd: null, end: null },
      ...{ daysPresent: 0, titleAtStart: null },
    };
    const rows = [
      ...[...postingCounty(), anAttending('sent'), Object.assign(new Posting(), posting)],
      Object.assign(new FamilyDoctorTeam(), { ...team, leaderId: 'sent' }),
      Object.assign(new FamilyDoctorTeamMember(), {
        ...{ teamId: team.id, practitionerId: 'sent' },
        start: '2026-01-01',
        end: null,
      }),
    ];
    harness = await startPersonnel('sqlite', rows, () => now);
  });
  afterAll(() => harness?.stop());

  it('is of each kind of entity', () => {
    expect(entities.map(({ name }) => name).sort()).toEqual(
      [...new Set(r.map(({ __typename }) => __typename))].sort(),
    );
    for (const type of entities) expect(marked(type)).toContain('name');
  });

  it('is the same whoever asks, from where, and when', async () => {
    const first = await harness.run(aViewer('CLINICIAN'), query, { r });
    expect(first.errors).toBeUndefined();
    expect(first.data?._entities).not.toContain(null);
    for (const day of ['2026-06-01', '2027-01-01', '2030-12-31']) {
      now = new Date(`${day}T20:00:00Z`);
      for (const role of roles)
        for (const place of ['county-hospital', 'township-dongpu', 'city-hospital', 'nowhere'])
          expect(await harness.run(aViewer(role, place), query, { r })).toEqual(first);
    }
  });
});
