import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';
import {
  card,
  type RegisterArguments,
  registerPerson,
  resident,
  twinIds,
} from '../testing/registering';

describeOnBothDatabases('registering with a number', (kind) => {
  let harness: PatientsHarness;
  const register = (...asked: RegisterArguments) => registerPerson(harness, ...asked);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(() => harness.clear());
  afterAll(() => harness?.stop());

  it('adds the number she brings later to the record it finds', async () => {
    const first = await register({});
    await register({}, [resident(twinIds[0])]);
    const byNumber = await register({ phone: null, address: null }, [resident(twinIds[0])]);
    expect(byNumber).toMatchObject({ outcome: 'MATCHED', patient: first.patient });
  });

  it('keeps twins of one sound apart, with their numbers and without', async () => {
    const first = await register({}, [resident(twinIds[0])]);
    const second = await register({ name: '张建果' }, [resident(twinIds[1])]);
    expect(second).toMatchObject({ outcome: 'CREATED' });
    const third = await register({ name: '张剑国' });
    expect([first.patient.id, second.patient.id]).not.toContain(third.patient.id);
  });

  it('does not take a twin for the other whose card she has borrowed', async () => {
    const first = await register({}, [resident(twinIds[0])]);
    const second = await register({ name: '张建果' }, [resident(twinIds[1])]);
    const borrowed = await register({ name: '张建果' }, [resident(twinIds[0])]);
    expect(borrowed.outcome).toBe('POSSIBLE_DUPLICATE');
    expect(borrowed.candidates.map(({ other }) => other.id).sort()).toEqual(
      [first.patient.id, second.patient.id].sort(),
    );
    const again = await register({ name: '张建果' }, [resident(twinIds[0])]);
    expect(again).toMatchObject({ outcome: 'MATCHED', patient: borrowed.patient });
    expect((await register({}, [resident(twinIds[0])])).patient).toEqual(first.patient);
  });

  it.each([
    ['sex', { gender: 'FEMALE' }],
    ['day of birth', { birthDate: '2012-11-25' }],
  ])(
    'does not link a homophone to the holder of her card against the %s',
    async (_title, differs) => {
      const holder = await register({}, [card('HC1')]);
      const match = await register({ name: '张建果', ...differs }, [card('HC1')]);
      expect(match).toMatchObject({
        outcome: 'POSSIBLE_DUPLICATE',
        candidates: [{ other: holder.patient }],
      });
    },
  );

  it('finds who came with another’s card by what else is known of her', async () => {
    const own = await register({ name: '李秀英', gender: 'FEMALE' });
    const lender = await register({}, [card('HC1')]);
    const borrowed = await register({ name: '李秀英', gender: 'FEMALE' }, [card('HC1')]);
    expect(borrowed).toMatchObject({ outcome: 'MATCHED', patient: own.patient });
    expect(borrowed.candidates).toMatchObject([{ other: lender.patient }]);
    expect((await register({}, [card('HC1')])).patient).toEqual(lender.patient);
  });

  describe('a child not named yet, under its mother’s number', () => {
    const child = { name: '王芳之子', phone: null, address: null, birthDate: '2025-12-05' };
    const record = (value: string) => ({ system: 'MEDICAL_RECORD_NUMBER', value });
    const both = async (...[first, second]: RegisterArguments[]) => {
      const born = [await register(...(first ?? fail())), await register(...(second ?? fail()))];
      return born.map(({ patient }) => patient.id);
    };
    const fail = () => {
      throw new Error('two are compared');
    };

    it.each([
      ['a mother who is known', true],
      ['a mother who is not', false],
    ])('is another each time: a twin may be called the same, of %s', async (_title, known) => {
      if (known) await register({ name: '王芳', gender: 'FEMALE' }, [card('HC1')]);
      const first = await register(child, [card('HC1')]);
      const twin = await register(child, [card('HC1')]);
      expect(twin.outcome).toBe('POSSIBLE_DUPLICATE');
      expect(twin.candidates.map(({ other }) => other.id)).toContain(first.patient.id);
    });

    it('is the same under its own record number', async () => {
      const [first, second] = await both(
        [child, [card('HC1'), record('M1')]],
        [child, [card('HC1'), record('M1')]],
      );
      expect(second).toBe(first);
      expect((await register(child, [card('HC1'), record('M2')])).patient.id).not.toBe(first);
    });

    it('is another under its record number where it was born on another day', async () => {
      const born = { ...child, birthDate: '2024-02-01' };
      const [first, second] = await both([child, [record('M1')]], [born, [record('M1')]]);
      expect(second).not.toBe(first);
    });

    it('is the same under a resident number that states its day of birth, and under none other', async () => {
      const born = { ...child, birthDate: '1985-07-03' };
      const own = [resident(twinIds[0])];
      const [first, second] = await both([born, own], [born, own]);
      expect(second).toBe(first);
      const [one, other] = await both([child, own], [child, own]);
      expect(other).not.toBe(one);
    });

    it('is the same where its sender says so by a key', async () => {
      const message = [child, [card('HC1')], 'message-1'] as const;
      const [first, second] = await both([...message], [...message]);
      expect(second).toBe(first);
    });

    it('is not born on the day its mother’s number states', async () => {
      const { patient } = await register({ ...child, birthDate: undefined }, [
        resident(twinIds[0]),
      ]);
      expect(
        await harness.run(clinician, `{ patient(id: "${patient.id}") { birthDate } }`),
      ).toEqual({ data: { patient: { birthDate: null } } });
    });
  });

  it('takes a day of birth that contradicts the number, and compares by the number’s', async () => {
    const first = await register({ birthDate: '1985-07-30' }, [resident(twinIds[0])]);
    expect((await register({})).patient).toEqual(first.patient);
  });
});
