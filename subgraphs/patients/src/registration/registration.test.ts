import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { residentIds } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

interface Match {
  readonly outcome: string;
  readonly patient: { readonly id: string; readonly name: string; readonly birthDate: string };
  readonly candidates: readonly { readonly other: { readonly id: string } }[];
}

const mutation = `mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!) {
  registered: registerPatient(identifiers: $identifiers, demographics: $demographics) {
    outcome patient { id name birthDate phone identifiers { system value } } candidates { score status patient { id } other { id name } }
  }
}`;
const resident = (value: string = residentIds[0]) => ({ system: 'RESIDENT_ID', value });
const record = (value: string) => ({ system: 'MEDICAL_RECORD_NUMBER', value });

describeOnBothDatabases('registerPatient', (kind) => {
  let harness: PatientsHarness;
  const send = async (identifiers: object[], demographics: object = {}, viewer = clinician) => {
    const { data, errors } = await harness.run(viewer, mutation, {
      identifiers,
      demographics: { name: '张建国', gender: 'MALE', ...demographics },
    });
    return { match: data?.registered as Match | undefined, errors };
  };
  const register = async (...asked: Parameters<typeof send>) => {
    const { match, errors } = await send(...asked);
    expect(errors).toBeUndefined();
    if (!match) throw new Error('not registered');
    return match;
  };
  const count = async (table: string) =>
    Number((await harness.database.read.query(`SELECT COUNT(*) AS n FROM \`${table}\``))[0].n);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(() => harness.clear());
  afterAll(() => harness?.stop());

  it('makes a new record of an unknown number', async () => {
    expect(await register([resident()])).toMatchObject({ outcome: 'CREATED', candidates: [] });
  });

  it('finds the same person by the same number', async () => {
    const first = await register([resident()]);
    expect(await register([resident()])).toMatchObject({
      ...{ outcome: 'MATCHED', patient: { id: first.patient.id } },
    });
  });

  it.each([
    ['full-width digits', '３４１３２２１９５５０１０１１０１２'],
    ['spaces', ' 341322 19550101 1012 '],
    ['the old 15 digits', '341322550101101'],
  ])('knows a number written with %s', async (_title, value) => {
    const first = await register([resident()]);
    expect((await register([resident(value)])).patient.id).toBe(first.patient.id);
  });

  it('knows a name in another writing of the same sound', async () => {
    const first = await register([resident()], { name: '张建国' });
    expect((await register([resident()], { name: 'Zhang Jianguo' })).patient.id).toBe(
      first.patient.id,
    );
  });

  it('takes the day of birth from a resident number where none is given', async () => {
    expect((await register([resident()])).patient.birthDate).toBe('1955-01-01');
  });

  it('never links one number under two names: it makes a candidate', async () => {
    const first = await register([resident()]);
    const second = await register([resident()], { name: '李秀英' });
    expect(second).toMatchObject({
      outcome: 'POSSIBLE_DUPLICATE',
      candidates: [{ score: 0.5, status: 'OPEN', other: { id: first.patient.id, name: '张建国' } }],
    });
    expect(second.patient.id).not.toBe(first.patient.id);
  });

  it('knows who came before with a number that is another’s', async () => {
    const first = await register([resident()]);
    const second = await register([resident()], { name: '李秀英' });
    const again = await register([resident()], { name: '李秀英' });
    expect(again).toMatchObject({ outcome: 'MATCHED', patient: { id: second.patient.id } });
    expect((await register([resident()])).patient.id).toBe(first.patient.id);
  });

  it('does not link by a record number who has another resident number', async () => {
    await register([resident(), record('MR1')]);
    const second = await register([resident(residentIds[1]), record('MR1')]);
    expect(second).toMatchObject({ outcome: 'POSSIBLE_DUPLICATE' });
  });

  it('keeps one record number of two institutions apart', async () => {
    const here = await register([record('MR1')]);
    const there = await register([record('MR1')], {}, aViewer('CLINICIAN', 'people-hospital'));
    expect(there).toMatchObject({ outcome: 'CREATED' });
    expect(there.patient.id).not.toBe(here.patient.id);
  });

  it('adds a further number to the person it finds', async () => {
    const first = await register([resident()]);
    await register([resident(), record('MR1')]);
    expect((await register([record('mr1')])).patient.id).toBe(first.patient.id);
  });

  it('fills what the record lacks and overwrites nothing', async () => {
    await register([resident()], { phone: null });
    await register([resident()], { phone: '138-0000-1234' });
    expect(await register([resident()], { phone: '13999999999' })).toMatchObject({
      patient: { phone: '138****1234' },
    });
  });

  it.each([1, 3])(
    'makes one patient of a hundred registrations at once, with %s numbers',
    async (numbers) => {
      const identifiers = [
        resident(),
        record('MR1'),
        { system: 'HEALTH_CARD', value: 'HC1' },
      ].slice(0, numbers);
      const matches = await Promise.all(Array.from({ length: 100 }, () => register(identifiers)));
      expect(new Set(matches.map(({ patient }) => patient.id)).size).toBe(1);
      expect(matches.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
      expect([await count('patient'), await count('patient_identifier')]).toEqual([1, numbers]);
      expect(await harness.verify()).toMatchObject({ whole: true, entries: 100 });
    },
  );

  it('keeps two people apart who come with one number a hundred times at once', async () => {
    const names = ['张建国', '李秀英'];
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => register([resident()], { name: names[at % 2] })),
    );
    expect([await count('patient'), await count('duplicate_candidate')]).toEqual([2, 1]);
  });

  it('keeps numbers and phone out of the database’s files in plain', async () => {
    await register([resident(), record('MR000017')], { phone: '13800001234' });
    const tables = ['patient', 'patient_identifier', 'access_event'];
    const rows = await Promise.all(
      tables.map((table) => harness.database.read.query(`SELECT * FROM \`${table}\``)),
    );
    const text = JSON.stringify(rows);
    expect(text).toContain('张建国');
    expect(text).not.toMatch(/341322195501011012|MR000017|13800001234|1234"/);
  });

  it.each([
    ['identifiers[0].value', [resident('341322195501011013')], {}],
    ['identifiers[1].value', [resident(), resident('341322195513011012')], {}],
    ['identifiers[0].value', [resident('3413221955')], {}],
    ['identifiers[0].value', [{ system: 'PASSPORT', value: '!!' }], {}],
    ['identifiers[0].value', [record(' ')], {}],
    ['demographics.name', [], { name: ' ' }],
    ['demographics.name', [], { name: '张\u0007' }],
    ['demographics.name', [], { name: '张'.repeat(101) }],
    ['demographics.birthDate', [], { birthDate: '2026-03-05' }],
    ['demographics.birthDate', [], { birthDate: '1066-10-14' }],
    ['demographics.phone', [], { phone: 'none' }],
  ])('names %s where it is wrong, without its value', async (field, identifiers, demographics) => {
    const { errors } = await send(identifiers, demographics);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    expect(errors?.[0]?.message).not.toMatch(/\d{6}/);
    expect(await count('patient')).toBe(0);
  });

  it('refuses roles that register nobody', async () => {
    const { errors } = await send([resident()], {}, aViewer('PHARMACIST'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('refuses an institution outside the community', async () => {
    const { errors } = await send([resident()], {}, aViewer('CLINICIAN', 'city-hospital'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('gives the institution its own data as a basis', async () => {
    const { patient } = await register([resident()]);
    const { data } = await harness.run(
      clinician,
      'query ($id: ID!) { patient(id: $id) { name } }',
      patient,
    );
    expect(data).toEqual({ patient: { name: '张建国' } });
    expect(await harness.events()).toMatchObject([
      { action: 'REGISTER_PATIENT', basis: 'OWN_DATA', allowed: true },
      { action: 'READ_RECORD', basis: 'OWN_DATA', allowed: true },
    ]);
  });
});
