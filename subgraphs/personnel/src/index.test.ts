import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import {
  describeOnBothDatabases,
  schemaDrift,
  testLocation,
} from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { personnelTables } from './data-source';
import { createSubgraph } from './index';
import { anInstitution, aPractitioner } from './testing/personnel.factory';

describeOnBothDatabases('the personnel subgraph', (kind) => {
  const { location, remove } = testLocation(kind);
  const clinician = aViewer('CLINICIAN');
  let subgraph: RunningSubgraph;

  beforeAll(async () => {
    const database = await openDatabase({ ...personnelTables, location });
    await database.transaction(async (manager) => {
      await manager.save([
        anInstitution(),
        anInstitution({ id: 'township-dongpu', name: '东浦镇卫生院', parentId: 'county-hospital' }),
      ]);
      await manager.save(['a', 'b', 'c'].map((id) => aPractitioner({ id })));
    });
    await database.close();
    subgraph = await createSubgraph(testOptions(location));
  });
  afterAll(async () => {
    await subgraph?.stop();
    await remove(['personnel']);
  });

  it('has the tables its entities describe', async () => {
    const database = await openDatabase({ ...personnelTables, location });
    expect(await schemaDrift(database)).toEqual([]);
    await database.close();
  });

  it('tells who is asking', async () => {
    const { data, errors } = await runAs(
      subgraph,
      clinician,
      '{ me { name roles institution { id name } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      me: {
        name: clinician.name,
        roles: ['CLINICIAN'],
        institution: { id: 'county-hospital', name: '云溪县中医院' },
      },
    });
  });

  it('finds institutions by a part of their name and takes wildcards for text', async () => {
    const search = (text: string) =>
      runAs(
        subgraph,
        clinician,
        'query ($s: String) { institutions(search: $s) { nodes { id parent { id } } } }',
        {
          s: text,
        },
      );
    expect((await search('东浦')).data).toEqual({
      institutions: { nodes: [{ id: 'township-dongpu', parent: { id: 'county-hospital' } }] },
    });
    expect((await search('%')).data).toEqual({ institutions: { nodes: [] } });
  });

  it('pages practitioners without losing or doubling one', async () => {
    const page = (after: string | null) =>
      runAs(
        subgraph,
        clinician,
        'query ($after: String) { institution(id: "county-hospital") { practitioners(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }',
        { after },
      );
    const first = (await page(null)).data as {
      institution: { practitioners: { pageInfo: { endCursor: string } } };
    };
    const { endCursor } = first.institution.practitioners.pageInfo;
    expect(first).toMatchObject({
      institution: {
        practitioners: { nodes: [{ id: 'a' }, { id: 'b' }], pageInfo: { hasNextPage: true } },
      },
    });
    expect((await page(endCursor)).data).toEqual({
      institution: {
        practitioners: {
          nodes: [{ id: 'c' }],
          pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
        },
      },
    });
  });

  it('answers entities by key', async () => {
    const { data } = await runAs(
      subgraph,
      clinician,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Institution { name } ... on Practitioner { titleLevel } } }',
      {
        r: [
          { __typename: 'Institution', id: 'county-hospital' },
          { __typename: 'Practitioner', id: 'a' },
          { __typename: 'Institution', id: 'nowhere' },
        ],
      },
    );
    expect(data).toEqual({
      _entities: [{ name: '云溪县中医院' }, { titleLevel: 'INTERMEDIATE' }, null],
    });
  });

  it('names the field of a page size it refuses', async () => {
    const { errors } = await runAs(
      subgraph,
      clinician,
      '{ institutions(first: 101) { nodes { id } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'first' } }]);
  });
});
