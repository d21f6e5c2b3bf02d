import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withCreditCheck, withResidentCheck } from '../text/check-digits';
import { createCounty } from './county';
import { shanghaiDayOf } from './days';

const options = { patients: 2000, seed: 20261121, today: '2026-11-21' };
const county = createCounty(options);
const midnight = new Date('2026-11-21T00:00:00+08:00');
const anyResident = fc.integer({ min: 0, max: 999_999 });

/** A resident with every section written. */
const whole = (index: number) => {
  const { person, history } = county.resident(index);
  return {
    person,
    encounters: history.encounters(),
    labReports: history.labReports().map((report) => ({ ...report, versions: report.versions() })),
    examReports: history.examReports(),
    prescriptions: history.prescriptions(),
    referrals: history.referrals(),
  };
};

describe('a county', () => {
  it('has the fixed institutions', () => {
    expect(county.institutions.map(({ id }) => id)).toEqual([
      ...['county-hospital', 'people-hospital', 'imaging-center', 'lab-center', 'ecg-center'],
      ...['pathology-center', 'township-dongpu', 'township-xiling', 'township-nanqiao'],
      ...['township-beiyuan', 'township-shahe', 'village-dongpu-1', 'village-dongpu-2'],
      ...['village-xiling-1', 'village-xiling-2', 'village-nanqiao-1', 'village-nanqiao-2'],
      ...['village-beiyuan-1', 'village-beiyuan-2', 'village-shahe-1', 'village-shahe-2'],
      ...['city-hospital', 'province-hospital'],
    ]);
  });

  it('gives every institution a credit code of its own with its check digit', () => {
    const codes = county.institutions.map(({ creditCode }) => creditCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(withCreditCheck(code.slice(0, 17))).toBe(code);
  });

  it('posts and teams only people it employs', () => {
    const people = new Set(county.practitioners.map(({ id }) => id));
    const named = [
      ...county.postings.map(({ practitionerId }) => practitionerId),
      ...county.teams.flatMap(({ leaderId, memberIds }) => [leaderId, ...memberIds]),
    ];
    expect(named.filter((id) => !people.has(id))).toEqual([]);
  });

  it('has a resident the same whatever the size of the county', () => {
    const other = createCounty({ ...options, patients: 10 });
    expect(other.person(1234)).toEqual(county.person(1234));
  });

  it('has some ten values for each resident of a million, as one in four has a history', () => {
    const residents = Array.from({ length: 2000 }, (_, place) => whole(20_000 + place * 490));
    const values = residents.flatMap(({ labReports }) =>
      labReports.flatMap(({ versions }) => versions.flatMap(({ observations }) => observations)),
    );
    expect(values.length / residents.length).toBeGreaterThan(8);
    expect(values.length / residents.length).toBeLessThan(12);
    const seen = residents.filter(({ encounters }) => encounters.length > 0);
    expect(seen.length / residents.length).toBeLessThan(0.3);
  });

  it('has other residents for another seed', () => {
    const other = createCounty({ ...options, seed: 1 });
    expect(other.person(1234).name).not.toBe(county.person(1234).name);
  });

  it('gives no two of its residents one identity number', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => {
      const [first] = county.person(index * 7).identifiers;
      return `${first?.system} ${first?.value}`;
    });
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('a resident', () => {
  it('is the same every time', () => {
    fc.assert(fc.property(anyResident, (index) => expect(whole(index)).toEqual(whole(index))));
  });

  it('has a number that tells birth and sex and ends with its check digit', () => {
    fc.assert(
      fc.property(anyResident, (index) => {
        const { identifiers, birthDate, gender } = county.person(index);
        const number = identifiers.find(({ system }) => system === 'RESIDENT_ID')?.value;
        if (!number) return;
        expect(number.slice(6, 14)).toBe(birthDate.replaceAll('-', ''));
        expect(Number(number.charAt(16)) % 2).toBe(gender === 'MALE' ? 1 : 0);
        expect(withResidentCheck(number.slice(0, 17))).toBe(number);
      }),
    );
  });

  it('lives before anything happens to her', () => {
    fc.assert(
      fc.property(anyResident, (index) => {
        const { person, encounters } = whole(index);
        for (const { startedAt } of encounters)
          expect(shanghaiDayOf(startedAt) >= person.birthDate).toBe(true);
        for (const { onset } of person.conditions) expect(onset > person.birthDate).toBe(true);
      }),
    );
  });

  it('has nothing on the county’s day or after it', () => {
    fc.assert(
      fc.property(anyResident, (index) => {
        const { encounters, labReports, examReports, prescriptions, referrals } = whole(index);
        const moments = [
          ...encounters.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? startedAt]),
          ...labReports.flatMap(({ versions }) => versions.map(({ issuedAt }) => issuedAt)),
          ...examReports.flatMap(({ versions }) => versions.map(({ issuedAt }) => issuedAt)),
          ...prescriptions.flatMap(({ issuedAt, dispensings }) => [
            issuedAt,
            ...dispensings.map(({ at }) => at),
          ]),
          ...referrals.flatMap(({ events }) => events.map(({ at }) => at)),
        ];
        for (const moment of moments) expect(moment < midnight).toBe(true);
      }),
    );
  });

  it('has every visit end after it began and every version come after the one before', () => {
    fc.assert(
      fc.property(anyResident, (index) => {
        const { encounters, labReports, examReports, referrals } = whole(index);
        for (const { startedAt, endedAt } of encounters)
          if (endedAt) expect(endedAt >= startedAt).toBe(true);
        const chains = [
          ...[...labReports, ...examReports].map(({ versions }) =>
            versions.map(({ issuedAt }) => issuedAt),
          ),
          ...referrals.map(({ events }) => events.map(({ at }) => at)),
        ];
        for (const times of chains)
          expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
      }),
    );
  });

  it('is dispensed no more than was prescribed', () => {
    fc.assert(
      fc.property(anyResident, (index) => {
        for (const { items, dispensings } of whole(index).prescriptions)
          for (const { drugCode, quantity, dispensed } of items) {
            const lines = dispensings
              .flatMap((one) => one.lines)
              .filter((line) => line.drugCode === drugCode);
            expect(lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(dispensed);
            expect(dispensed).toBeLessThanOrEqual(quantity);
          }
      }),
    );
  });
});
