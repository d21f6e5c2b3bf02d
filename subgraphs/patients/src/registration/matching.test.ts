import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { savePatient } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { card, person, type RegisterArguments, registerPerson } from '../testing/registering';

describeOnBothDatabases('registering without an agreeing number', (kind) => {
  let harness: PatientsHarness;
  const register = (...asked: RegisterArguments) => registerPerson(harness, ...asked);
  const rows = (table: string): Promise<Record<string, unknown>[]> =>
    harness.database.read.query(`SELECT * FROM \`${table}\``);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(() => harness.clear());
  afterAll(() => harness?.stop());

  it('finds her by name, day of birth and phone', async () => {
    const first = await register({});
    const again = await register({ name: '張建國', address: null });
    expect(again).toMatchObject({ outcome: 'MATCHED', patient: first.patient, candidates: [] });
  });

  it('makes a candidate of a homophone, and tells what speaks for it and against', async () => {
    const first = await register({});
    const second = await register({ name: '章建国', phone: '13977778888' });
    expect(second).toMatchObject({
      outcome: 'POSSIBLE_DUPLICATE',
      candidates: [{ other: first.patient, score: expect.any(Number) }],
    });
    const [{ evidence = [] } = {}] = second.candidates;
    expect(evidence.map(({ field, level }) => `${field} ${level}`).sort()).toEqual([
      ...['address SAME', 'birthDate SAME', 'gender SAME', 'name HOMOPHONE', 'phone DISAGREE'],
    ]);
    expect(evidence.find(({ field }) => field === 'phone')?.weight).toBeLessThan(0);
    expect(evidence[0]?.weight).toBeGreaterThan(10);
  });

  it('asks a person where two persons agree', async () => {
    await harness.database.transaction(async (manager) => {
      for (const id of ['one', 'two']) await savePatient(manager, { ...person, id } as never);
    });
    const third = await register({});
    expect(third.outcome).toBe('POSSIBLE_DUPLICATE');
    expect(third.candidates).toHaveLength(2);
  });

  it('finds her by the phone and the house that an earlier gap was filled with', async () => {
    const first = await register({ address: null, birthDate: null }, [card('HC1')]);
    await register({ phone: null }, [card('HC1')]);
    const again = await register({ birthDate: '1985-03-07', phone: null });
    expect(again).toMatchObject({ outcome: 'MATCHED', patient: first.patient });
  });

  it('does not take a phone that many have for hers', async () => {
    await harness.database.transaction(async (manager) => {
      for (let at = 0; at < 70; at += 1)
        await savePatient(manager, {
          ...{ id: `patient-${at}`, name: `王${String.fromCodePoint(0x4e00 + 10 * at)}明` },
          ...{ phone: person.phone, address: null, birthDate: null },
        });
      await savePatient(manager, { ...person, id: 'namesake', address: null } as never);
    });
    const match = await register({ address: null });
    expect(match).toMatchObject({
      outcome: 'POSSIBLE_DUPLICATE',
      candidates: [{ other: { id: 'namesake' } }],
    });
  });

  it('names one patient by one key of a sender, whom it resembles or not', async () => {
    const known = await register({});
    const first = await register({}, [], 'message-1');
    const changed = await register({ name: '李秀英' }, [], 'message-1');
    expect([first.patient, changed.patient]).toEqual([known.patient, known.patient]);
  });

  it('makes one record of a hundred registrations of one person at once', async () => {
    const matches = await Promise.all(Array.from({ length: 100 }, () => register({})));
    expect(new Set(matches.map(({ patient }) => patient.id)).size).toBe(1);
    expect(matches.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect([(await rows('patient')).length, (await rows('duplicate_candidate')).length]).toEqual([
      1, 0,
    ]);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('notes every pair of a hundred homophones at once with one record each', async () => {
    const names = ['张建国', '章建国'];
    await Promise.all(Array.from({ length: 100 }, (_, at) => register({ name: names[at % 2] })));
    expect([(await rows('patient')).length, (await rows('duplicate_candidate')).length]).toEqual([
      2, 1,
    ]);
  });

  it('stores no value of a field as evidence', async () => {
    await register({});
    await register({ name: '章建国' });
    const stored = JSON.stringify(await rows('duplicate_candidate'));
    expect(stored).toContain('HOMOPHONE');
    expect(stored).not.toMatch(/13800001234|1985|河湾|建国/);
  });

  it('asks as many statements whether one resembles her or thirty', async () => {
    const count = async () => {
      harness.statements.length = 0;
      await register({ name: '章建国', phone: null, address: null, gender: 'UNKNOWN' });
      return harness.statements.length;
    };
    // The records found, their numbers, the candidates noted, and both sides shown.
    const few = 12;
    const alone = await count();
    await harness.database.transaction(async (manager) => {
      for (let at = 0; at < 30; at += 1)
        await savePatient(manager, {
          id: `patient-${at}`,
          name: '张健国',
          birthDate: '1985-07-13',
        });
    });
    expect(await count()).toBeLessThanOrEqual(alone + few);
  });

  describe('searching', () => {
    it.each(['张建', '張建', '張建國'])('finds %s however it is written', async (search) => {
      await register({ name: '張建国' });
      const { data } = await harness.run(
        aViewer('CLINICIAN'),
        'query ($search: String!) { patients(search: $search) { nodes { name } } }',
        { search },
      );
      expect(data).toEqual({ patients: { nodes: [{ name: '張建国' }] } });
    });
  });
});
