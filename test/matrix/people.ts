import { type County, createCounty } from '@lianyi/shared/demo/county';
import type { History } from '@lianyi/shared/demo/history-types';
import type { DemoContract, Person } from '@lianyi/shared/demo/person-types';
import { days, ninetyDays, now } from './clock';
import { institutionAt, type Situation, situations } from './matrix-data';
import { emptyPapers, type Papers, papersAtOwn, papersElsewhere } from './papers';
import { allergy, condition, encounter, type Holding } from './rows';
import { createSigns, nameOf, type RowFacts, residentNumber, type Signs } from './signs';

/** The resident who stands for a situation, with all that is in her record. */
export interface MatrixPatient {
  readonly situation: Situation;
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly papers: Papers;
}

export interface MatrixCounty {
  readonly county: County;
  readonly signs: Signs;
  readonly patients: readonly MatrixPatient[];
}

/** Places among the demo's residents for whom its writers invent nothing more: no double, no wish, no register. */
const [firstIndex, stepIndex] = [1002, 178_350];
const seed = 5160;

/** A county in which every situation is one resident's, and every value stands in one place. */
export function createMatrixCounty(): MatrixCounty {
  const base = createCounty({ patients: situations.length, seed, today: days(0) });
  const signs = createSigns(now);
  const residents = situations.map((situation, index) => resident(base, signs, situation, index));
  const at = (index: number) => {
    const found = residents[index];
    if (!found) throw new RangeError(`there is no resident ${index}`);
    return found;
  };
  return {
    signs,
    patients: residents.map(({ patient }) => patient),
    county: { ...base, person: (index) => at(index).person, resident: (index) => at(index) },
  };
}

function resident(base: County, signs: Signs, situation: Situation, index: number) {
  const holdingAt = (institutionId: string, daysAgo: number): Holding => ({
    signs,
    ...{ patient: situation.name, institutionId, daysAgo },
    practitionerId: base.staffOf(institutionId, 'PHYSICIAN')[0]?.id ?? '',
  });
  const other = holdingAt(institutionAt('other'), 200);
  const own = holdingAt(institutionAt(situation.at), 300);
  const papers = emptyPapers();
  papersElsewhere(papers, other);
  papersAtOwn(papers, own, situation);
  const identity = identityOf(signs, situation, index);
  const person: Person = {
    ...identity,
    attends: {
      clinic: 'village-dongpu-1',
      township: other.institutionId,
      hospital: null,
      outside: null,
    },
    allergies: [allergy(other)],
    conditions: [other, ...(situation.rows ? [own] : [])].flatMap((holding) => [
      condition(holding, false),
      condition(holding, true),
    ]),
    contracts: contractsOf(signs, situation),
  };
  const visits = [
    encounter(other),
    ...(situation.encounter ? [encounter(own, endOf(situation.encounter))] : []),
  ];
  const history: History = {
    encounters: () => visits,
    labReports: () => papers.labReports,
    examReports: () => papers.examReports,
    prescriptions: () => papers.prescriptions,
    referrals: () => papers.referrals,
  };
  const { id, name, number } = identity;
  return { person, history, patient: { situation, id, name, number, papers } };
}

/** When the visit at the viewer's institution ended; null while it lasts. */
const endOf = (state: string) => (state === 'open' ? null : ninetyDays(state));

function identityOf(signs: Signs, { name: situation }: Situation, index: number) {
  const row = (group: string): RowFacts => ({ patient: situation, group, holders: [] });
  const birthDate = new Date(Date.UTC(1930, 0, 1 + index * 37)).toISOString().slice(0, 10);
  const [name, number] = [nameOf(index), residentNumber(birthDate, index)];
  const phone = `199${String(index * 7 + 1000).padStart(8, '0')}`;
  const numbers = row('numbers');
  signs.add(name, 'Patient.name', row('name'));
  signs.add(birthDate, 'Patient.birthDate', row('birth date'));
  signs.add(phone, 'Patient.phone', row('contact'));
  signs.add(`199****${phone.slice(-4)}`, 'Patient.phone', row('contact'), { masked: true });
  signs.add(number, 'Identifier.value', numbers);
  signs.add(`${number.slice(0, 4)}**********${number.slice(-4)}`, 'Identifier.value', numbers, {
    masked: true,
  });
  const street = signs.text('Patient.address', row('contact'));
  const recordNumber = signs.text('Identifier.value', numbers);
  return {
    ...({
      name,
      number,
      birthDate,
      phone,
      index: firstIndex + index * stepIndex,
      gender: 'FEMALE',
      age: 10,
    } as const),
    id: signs.id('Patient.id', row('sex and age')),
    address: `云溪县东浦镇${street}`,
    identifiers: [
      { system: 'RESIDENT_ID', value: number, institutionId: null },
      {
        system: 'MEDICAL_RECORD_NUMBER',
        value: recordNumber,
        institutionId: institutionAt('other'),
      },
    ] as const,
  };
}

/** One in force or not with the viewer's institution where the situation says so, else with another team. */
function contractsOf(signs: Signs, { name: patient, contract }: Situation): DemoContract[] {
  const [start, end] = contract ?? [-400, 365];
  const current = contract
    ? (['own', 'team-xiling-1'] as const)
    : (['contract', 'team-dongpu-1'] as const);
  const inForce = start <= 0 && end >= 0;
  const make = (group: string, institutionId: string, teamId: string, period: [number, number]) => {
    const row: RowFacts = { patient, group, holders: [institutionId] };
    return {
      id: signs.id('FamilyDoctorContract.id', row),
      ...{ institutionId, teamId },
      ...{ start: days(period[0]), end: days(period[1]), renewsId: null, renewedById: null },
      // 08 and 09 tell of tuberculosis and of a mental illness.
      priorityGroups: [signs.text('FamilyDoctorContract.priorityGroups', row), '08', '09'],
      row,
    };
  };
  const history = 'contract history';
  const before = make(history, 'township-nanqiao', 'team-nanqiao-1', [-900, -500]);
  const latest = make(inForce ? 'contract' : history, institutionAt(current[0]), current[1], [
    start,
    end,
  ]);
  const reason = signs.text('FamilyDoctorContract.endReason', before.row);
  return [
    { ...before, plannedEnd: days(-410), endReason: reason },
    { ...latest, plannedEnd: null, endReason: null },
  ];
}
