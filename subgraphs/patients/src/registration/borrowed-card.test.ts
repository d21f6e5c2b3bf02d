import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
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

  it('keeps two children under their mother’s number apart who were born on two days', async () => {
    await register({ name: '王芳', gender: 'FEMALE' }, [card('HC1')]);
    const child = { name: '王芳之子', phone: null, address: null };
    const first = await register({ ...child, birthDate: '2024-02-01' }, [card('HC1')]);
    const second = await register({ ...child, birthDate: '2025-12-05' }, [card('HC1')]);
    const again = await register({ ...child, birthDate: '2024-02-01' }, [card('HC1')]);
    expect([first.outcome, second.outcome]).toEqual(['POSSIBLE_DUPLICATE', 'POSSIBLE_DUPLICATE']);
    expect(second.patient.id).not.toBe(first.patient.id);
    expect(again).toMatchObject({ outcome: 'MATCHED', patient: first.patient });
  });

  it('takes a day of birth that contradicts the number, and compares by the number’s', async () => {
    const first = await register({ birthDate: '1985-07-30' }, [resident(twinIds[0])]);
    expect((await register({})).patient).toEqual(first.patient);
  });
});
