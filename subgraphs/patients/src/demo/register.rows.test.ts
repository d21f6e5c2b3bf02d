import { describe, expect, it } from '@jest/globals';
import { createCounty } from '@lianyi/shared/demo/county';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { contractState } from '../contract/contract-state';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { readContractRules } from '../policy/contract-rules';
import { readRegisterRules } from '../policy/register-rules';
import { contractRows } from './record.rows';
import { registerRowsOf } from './register.rows';

const today = '2026-11-21';
const rules = readRegisterRules(readContractRules().priorityGroups);
const county = createCounty({ patients: 400, seed: 20_261_121, today });
const people = Array.from({ length: 400 }, (_, index) => county.person(index));

describe('the contracts of the demo county', () => {
  const contracts = people.map((person) =>
    contractRows(person).map((row) => Object.assign(new FamilyDoctorContract(), row)),
  );

  it('stand everywhere a contract can but ahead', () => {
    const states = new Set(contracts.flat().map((contract) => contractState(contract, today)));
    expect([...states].sort()).toEqual(['ACTIVE', 'ENDED', 'EXPIRED', 'RENEWED']);
  });

  it('never bind a resident twice on a day', () => {
    for (const ofOne of contracts)
      for (const [at, contract] of ofOne.slice(1).entries())
        expect((ofOne[at]?.end ?? '') < contract.start).toBe(true);
  });

  it('name what they renew, from the day after it', () => {
    const all = new Map(contracts.flat().map((one) => [one.id, one]));
    const renewals = [...all.values()].filter(({ renewsId }) => renewsId !== null);
    expect(renewals.length).toBeGreaterThan(20);
    for (const { id, start, renewsId } of renewals) {
      const before = all.get(renewsId ?? '');
      expect(before?.renewedById).toBe(id);
      expect(laterDay(before?.end ?? today, 1)).toBe(start);
    }
  });

  it('can be renewed at the lead hospital', () => {
    const [contract] = contractRows(county.person(9));
    expect(contract).toMatchObject({ institutionId: 'county-hospital', end: '2026-12-10' });
  });
});

describe('the registers of the demo county', () => {
  const kept = people.map((person) => ({ person, ...registerRowsOf(county, person, rules) }));
  const memberships = kept.flatMap((one) => one.memberships);

  it('are each kept for somebody of those a diagnosis or an age tells', () => {
    const found = new Set(memberships.map(({ register }) => register));
    const told = [...rules.registers.values()].filter(
      ({ qualifyingCodes, ageAtLeast, ageUnder }) =>
        qualifyingCodes.length > 0 || ageAtLeast !== null || ageUnder !== null,
    );
    expect(told.map(({ code }) => code).filter((code) => !found.has(code))).toEqual([]);
  });

  it('hold who is overdue, who is not, and who has left', () => {
    const due = memberships.filter(({ nextDueOn }) => nextDueOn !== null);
    const overdue = due.filter(({ nextDueOn }) => (nextDueOn ?? '') < today);
    expect(overdue.length / due.length).toBeGreaterThan(0.1);
    expect(overdue.length / due.length).toBeLessThan(0.5);
    expect(memberships.some(({ until }) => until !== null)).toBe(true);
  });

  it('are joined after birth, followed up after joining and before today', () => {
    for (const { person, memberships: ofOne, followUps } of kept) {
      for (const { since } of ofOne) expect(since > person.birthDate && since <= today).toBe(true);
      for (const { on, membershipId } of followUps) {
        const since = ofOne.find(({ id }) => id === membershipId)?.since ?? today;
        expect(since < on && on < today).toBe(true);
      }
    }
  });

  it('have no two rows of one id', () => {
    const ids = kept.flatMap((one) => [...one.memberships, ...one.followUps].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
