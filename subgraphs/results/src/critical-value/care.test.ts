import { describe, expect, it } from '@jest/globals';
import { DomainError, Unavailable } from '@lianyi/shared/errors/domain-error';
import { addresseesOf, askCare, type Care } from './care';

const lab = 'lab-center';
const care = (overrides: Partial<Care> = {}): Care => ({
  ...{ patientId: 'patient-1', birthDate: null, treatedAt: [], contractedWith: null },
  ...overrides,
});
const told = (orderedById: string | null, known: Care | null, institutionId = lab) =>
  Object.fromEntries(
    addresseesOf({ institutionId, orderedById }, known).map((one) => [
      one.institutionId,
      one.reason,
    ]),
  );

describe('addresseesOf', () => {
  it('tells who ordered it and the family doctor, not where she is treated besides', () => {
    const known = care({ treatedAt: ['county', 'people'], contractedWith: 'xiling' });
    expect(told('county', known)).toEqual({
      ...{ county: 'ORDERING', xiling: 'FAMILY_DOCTOR', [lab]: 'REPORTING' },
    });
  });

  it('tells where she is treated, where nobody is known to have ordered it', () => {
    const known = care({ treatedAt: ['county', 'people'] });
    expect(told(null, known)).toEqual({
      ...{ county: 'TREATING', people: 'TREATING', [lab]: 'REPORTING' },
    });
  });

  it('tells where she is treated too, where who ordered it takes no part in her care', () => {
    const known = care({ treatedAt: ['county'] });
    expect(told('people', known)).toEqual({
      ...{ people: 'ORDERING', county: 'TREATING', [lab]: 'REPORTING' },
    });
  });

  it('tells the family doctor who ordered it once, as who ordered it', () => {
    const known = care({ treatedAt: ['county'], contractedWith: 'xiling' });
    expect(told('xiling', known)).toEqual({ xiling: 'ORDERING', [lab]: 'REPORTING' });
  });

  it('tells who reported it in another part she has in the care', () => {
    const known = care({ treatedAt: ['county'] });
    expect(told(null, known, 'county')).toEqual({ county: 'TREATING' });
    expect(told('county', care(), 'county')).toEqual({ county: 'ORDERING' });
  });

  it('makes who reported it answer where there is nobody else', () => {
    expect(told(null, care())).toEqual({ [lab]: 'NOBODY_ELSE' });
  });

  it('tells those who are known without her care, where that could not be asked', () => {
    expect(told('county', null)).toEqual({ county: 'ORDERING', [lab]: 'REPORTING' });
    expect(told(null, null)).toEqual({ [lab]: 'REPORTING' });
  });
});

describe('askCare', () => {
  it('is nothing where patients refuses or cannot be asked', async () => {
    for (const refusal of [new Unavailable('patients'), new DomainError('FORBIDDEN', 'no')])
      expect(await askCare(() => Promise.reject(refusal), ['patient-1'])).toBeNull();
  });

  it('does not hide a fault of its own', async () => {
    const fault = new TypeError('fault');
    await expect(askCare(() => Promise.reject(fault), ['patient-1'])).rejects.toBe(fault);
  });
});
