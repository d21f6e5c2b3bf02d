import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { FollowUpDuty, FollowUpDutyWalk } from '../follow-up-duty/follow-up-duty.entity';
import { findOverdueByContracts, type OverdueQuestion } from '../register/overdue.loader';
import { findOverdueByDuties } from '../register/overdue-by-duties.loader';
import { noon } from './patients.factory';
import type { PatientsHarness } from './patients.harness';

const columns = [
  ...['membershipId', 'contractId', 'register', 'institutionId', 'teamId', 'start', 'end'],
  'nextDueOn',
] as const;
const keyOf = (row: FollowUpDuty) => columns.map((column) => row[column]).join(' ');

/** What the table of duties holds, and what it should hold by the rows of today. */
export async function dutiesOfToday({ database: { read }, clock }: PatientsHarness) {
  const day = shanghaiDay(clock.now);
  const should: FollowUpDuty[] = await read.query(
    'SELECT m.`id` AS `membershipId`, c.`id` AS `contractId`, m.`openRegister` AS `register`, c.`institutionId`, c.`teamId`, c.`start`, c.`end`, m.`nextDueOn` FROM `register_membership` m JOIN `patient` kept ON kept.`id` = m.`patientId` JOIN `patient` signed ON signed.`personId` = kept.`personId` JOIN `family_doctor_contract` c ON c.`patientId` = signed.`id` WHERE m.`openRegister` IS NOT NULL AND m.`nextDueOn` IS NOT NULL AND (c.`end` IS NULL OR (c.`end` >= ? AND c.`end` >= c.`start`))',
    [day],
  );
  const laid = await read.find(FollowUpDuty);
  return { laid: laid.map(keyOf).sort(), should: should.map(keyOf).sort() };
}

/** The memberships either statement finds, by their ids in its order. */
export async function askBothWays(
  { database: { read }, clock }: PatientsHarness,
  asked: Partial<OverdueQuestion> = {},
) {
  const today = shanghaiDay(clock.now);
  const question = {
    institutionId: 'township-dongpu',
    ...{ teamId: null, register: null, today, on: today },
    ...{ limit: 100, after: null, ...asked },
  };
  const ids = async (find: typeof findOverdueByDuties) =>
    (await find(read, question)).map(({ id }) => id);
  return {
    byDuties: await ids(findOverdueByDuties),
    byContracts: await ids(findOverdueByContracts),
  };
}

/** From now on the duties answer: every person of the database was walked to. */
export const answerByDuties = ({ database }: PatientsHarness) =>
  database.transaction((manager) =>
    manager.save(
      Object.assign(new FollowUpDutyWalk(), { id: 1, after: '', dueAt: noon, complete: true }),
    ),
  );
