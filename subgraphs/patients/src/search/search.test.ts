import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { IdentifierSystem } from '../identifier/identifier.entity';
import { aNumber, anEncounter, residentIds, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const query = `query ($search: String!, $birthDate: Date, $first: Int, $after: String) {
  patients(search: $search, birthDate: $birthDate, first: $first, after: $after) {
    nodes { id name gender age birthDate phone address identifiers { system value } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Found {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothDatabases('patients(search)', (kind) => {
  let harness: PatientsHarness;
  const find = async (search: string, more: object = {}, viewer = clinician) => {
    const { data, errors } = await harness.run(viewer, query, { search, ...more });
    return { found: data?.patients as Found | undefined, errors };
  };
  const ids = async (search: string, more: object = {}) =>
    (await find(search, more)).found?.nodes.map(({ id }) => id);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    const record = { system: IdentifierSystem.MEDICAL_RECORD_NUMBER, value: 'MR17' };
    await harness.database.transaction(async (manager) => {
      await savePatient(
        manager,
        { id: 'a', name: '张伟', birthDate: '1980-01-01', phone: '13811112222' },
        [aNumber(), aNumber({ ...record, issuerId: 'county-hospital' })],
      );
      await savePatient(manager, {
        id: 'b',
        name: '张伟明',
        birthDate: '1990-05-05',
        phone: '13933332222',
      });
      await savePatient(manager, { id: 'c', name: '章薇', birthDate: '1980-01-01', phone: null }, [
        aNumber({ ...record, issuerId: 'people-hospital', value: 'MR18' }),
      ]);
      await savePatient(manager, { id: 'd', name: '赵薇', birthDate: null });
      await savePatient(manager, { id: 'e', name: '阿不都·外力', phone: '13800005678' });
      await savePatient(manager, { id: 'f', name: 'John Smith' });
    });
  });
  afterAll(() => harness?.stop());

  it.each([
    ['characters', '张', ['a', 'b']],
    ['a whole name, exact ones first', '张伟', ['a', 'b']],
    ['pinyin', 'zhangwei', ['a', 'c', 'b']],
    ['pinyin in words and capitals', 'Zhang Wei', ['a', 'c', 'b']],
    ['initials, after pinyin', 'zw', ['a', 'c', 'd', 'b']],
    ['a name without its middle dot', '阿不都外力', ['e']],
    ['a name with another middle dot', '阿不都•外', ['e']],
    ['Latin letters', 'john s', ['f']],
    ['the last digits of a phone', '2222', ['a', 'b']],
    ['the last digits of a phone and a name', '张伟明 2222', ['b']],
    ['the last digits of a phone and initials', 'zwm 2222', ['b']],
    ['a whole phone', '138 1111 2222', ['a']],
    ['a record number of the own institution', 'mr17', ['a']],
    ['an identity number', residentIds[0], ['a']],
    ['a record number of another institution', 'MR18', []],
    ['wildcards taken for text', '%', undefined],
    ['a name nobody has', '欧阳', []],
  ])('finds by %s', async (_title, search, expected) => {
    expect(await ids(search)).toEqual(expected);
  });

  it('narrows by the day of birth, and then finds characters anywhere in the name', async () => {
    expect(await ids('zw', { birthDate: '1980-01-01' })).toEqual(['a', 'c']);
    expect(await ids('薇', { birthDate: '1980-01-01' })).toEqual(['c']);
    expect(await ids('2222', { birthDate: '1990-05-05' })).toEqual(['b']);
  });

  it.each(['zw', '张', '2222', 'zhangwei'])(
    'pages %s without losing or doubling one',
    async (search) => {
      const all = await ids(search);
      const paged: string[] = [];
      for (let after: string | null = null; ; ) {
        const { found } = await find(search, { first: 1, after });
        paged.push(...(found?.nodes.map(({ id }) => id) ?? []));
        after = found?.pageInfo.endCursor ?? null;
        if (!found?.pageInfo.hasNextPage) break;
      }
      expect(paged).toEqual(all);
    },
  );

  it('shows name, sex, age and masked numbers of who has no basis, and nothing else', async () => {
    const { found } = await find('张伟', { first: 1 });
    expect(found?.nodes).toEqual([
      {
        ...{ id: 'a', name: '张伟', gender: 'MALE', age: 46 },
        ...{ birthDate: null, phone: null, address: null },
        identifiers: [
          { system: 'RESIDENT_ID', value: '3413**********1012' },
          { system: 'MEDICAL_RECORD_NUMBER', value: '****' },
        ],
      },
    ]);
  });

  it('shows in full whom the viewer treats', async () => {
    await harness.database.transaction((manager) => manager.save(anEncounter({ patientId: 'a' })));
    const { found } = await find('张伟', { first: 1 });
    expect(found?.nodes).toMatchObject([
      {
        birthDate: '1980-01-01',
        phone: '13811112222',
        identifiers: [{ value: residentIds[0] }, {}],
      },
    ]);
  });

  it('opens no record of who has no basis', async () => {
    const { data, errors } = await harness.run(
      clinician,
      '{ patients(search: "张伟") { nodes { id allergies { reaction } } } }',
    );
    expect(data).toEqual({ patients: null });
    expect(errors).toContainEqual(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'FORBIDDEN' }) }),
    );
  });

  it('records the showing of each patient', async () => {
    await harness.database.transaction((manager) => manager.save(anEncounter({ patientId: 'a' })));
    await find('张伟');
    expect(await harness.events()).toMatchObject([
      { patientId: 'a', action: 'SEARCH', allowed: true, basis: 'ENCOUNTER' },
      { patientId: 'b', action: 'SEARCH', allowed: true, basis: null },
    ]);
  });

  it.each(['', '   ', '··', 'x'.repeat(101)])('refuses the search "%s"', async (search) => {
    const { errors } = await find(search);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'search' } }]);
  });

  it.each(['QUALITY_MANAGER', 'REGIONAL_PLATFORM', 'AUDITOR', 'ADMIN'] as const)(
    'refuses the role %s',
    async (role) => {
      const { errors } = await find('张伟', {}, aViewer(role));
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );
});
