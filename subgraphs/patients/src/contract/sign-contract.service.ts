import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { recordRefusals } from '../audit/record-refusals';
import type { PatientsContext } from '../context';
import {
  existingPatient,
  requireFamilyDoctor,
  requireOwnTeam,
} from './admit-family-doctor.service';
import { ContractEnded, ContractNotFound } from './contract.errors';
import type { PeriodInput } from './contract.inputs';
import { FamilyDoctorContract } from './family-doctor-contract.entity';
import { checkStart, readGroups, readPeriod } from './read-terms';
import { storeContract } from './store-contract.service';

export interface SigningInput {
  readonly patientId: string;
  readonly teamId: string;
  readonly period: PeriodInput;
  readonly priorityGroups: readonly string[];
}

/**
 * Signs a resident with a team of the viewer's institution. She has at most one contract on a
 * day, also where many sign at once; the same signing sent again yields the same contract.
 * Refusals are recorded with the patient.
 */
export async function signContract(
  context: PatientsContext,
  { patientId, teamId, period, priorityGroups }: SigningInput,
): Promise<FamilyDoctorContract> {
  const { contractRules, now } = context;
  const terms = readPeriod(period, contractRules.period);
  checkStart(terms, shanghaiDay(now()), contractRules.period);
  const groups = readGroups(priorityGroups, contractRules);
  const action = 'SIGN_CONTRACT';
  return recordRefusals(context, patientId, action, async () => {
    await requireFamilyDoctor(context, action);
    const row = await existingPatient(context, patientId);
    if (row.birthDate !== null && terms.start < row.birthDate)
      throw new InvalidInput('period.start', 'is before the patient was born.');
    await requireOwnTeam(context, teamId);
    const contract = { ...terms, teamId, priorityGroups: groups, renewsId: null };
    return storeContract(context, row, contract, action);
  });
}

/**
 * Renews a contract of the viewer's institution with the same team: the new one begins on the day
 * after the end of the other and names it. Where no groups are given those of the other stay.
 */
export async function renewContract(
  context: PatientsContext,
  contractId: string,
  period: PeriodInput,
  priorityGroups: readonly string[] | null,
): Promise<FamilyDoctorContract> {
  const { contractRules, now } = context;
  const terms = readPeriod(period, contractRules.period);
  const groups = priorityGroups && readGroups(priorityGroups, contractRules);
  const action = 'RENEW_CONTRACT';
  return withContract(context, contractId, action, async (contract) => {
    const { end, teamId, endedAt } = contract;
    if (endedAt !== null) throw new ContractEnded(contractId);
    if (end === null || terms.start !== laterDay(end, 1))
      throw new InvalidInput('period.start', 'must be the day after the end of the contract.');
    const { renewAheadDays, ...rule } = contractRules.period;
    const limits = { ...rule, renewAheadDays, startAheadDays: renewAheadDays };
    checkStart(terms, shanghaiDay(now()), limits);
    await requireOwnTeam(context, teamId);
    const row = await existingPatient(context, contract.patientId);
    const renewal = {
      ...terms,
      ...{ teamId, renewsId: contractId },
      priorityGroups: groups ?? contract.priorityGroups,
    };
    return storeContract(context, row, renewal, action);
  });
}

/**
 * Does something with a contract of the viewer's institution as a family doctor; another
 * institution's is not found, like one that nobody signed. Refusals are recorded with the patient.
 */
export async function withContract<Result>(
  context: PatientsContext,
  contractId: string,
  action: string,
  work: (contract: FamilyDoctorContract) => Promise<Result>,
): Promise<Result> {
  const contract = await context.manager.findOneBy(FamilyDoctorContract, { id: contractId });
  const admitted = async () => {
    await requireFamilyDoctor(context, action);
    if (contract?.institutionId !== context.viewer.institutionId)
      throw new ContractNotFound(contractId);
    return work(contract);
  };
  return contract ? recordRefusals(context, contract.patientId, action, admitted) : admitted();
}
