import { groupBy } from '@lianyi/shared/collections/group-by';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { holdPersons, type RecordOfPerson } from '../person/hold-person';
import { RegisterMembership } from '../register/register-membership.entity';
import { dutiesOf } from './duties-of';
import { FollowUpDuty } from './follow-up-duty.entity';

/**
 * Lays the duties of whole persons anew, in the transaction that changed one of their contracts,
 * memberships or records, after the change. It holds the persons: of two who change one at once
 * the later lays what both of them did. Who takes other locks of hers first holds her before.
 */
export async function layDuties(
  manager: EntityManager,
  personIds: readonly string[],
  today: string,
): Promise<void> {
  const { membershipIds, duties } = await findWrong(
    manager,
    await holdPersons(manager, personIds),
    today,
  );
  if (membershipIds.length === 0) return;
  const wrong = `\`membershipId\` IN (${placeholders(membershipIds)})`;
  await manager.query(`DELETE FROM \`follow_up_duty\` WHERE ${wrong}`, [...membershipIds]);
  await insertRows(manager, FollowUpDuty, duties);
}

export interface WrongDuties {
  /** Memberships whose duties are not what they should be. */
  readonly membershipIds: readonly string[];
  /** What they should be. */
  readonly duties: readonly FollowUpDuty[];
}

/** What is wrong with the duties of persons, by all of their records. */
export async function findWrong(
  manager: EntityManager,
  records: readonly RecordOfPerson[],
  today: string,
): Promise<WrongDuties> {
  const memberships = await rowsOf(manager, RegisterMembership, 'patientId', records);
  if (memberships.length === 0) return { membershipIds: [], duties: [] };
  const contracts = await rowsOf(manager, FamilyDoctorContract, 'patientId', records);
  const laid = groupBy(
    await rowsOf(manager, FollowUpDuty, 'membershipId', memberships),
    ({ membershipId }) => membershipId,
  );
  const personIds = new Map(records.map(({ id, personId }) => [id, personId]));
  const personOf = ({ patientId }: { patientId: string }) => personIds.get(patientId);
  const signed = groupBy(contracts, personOf);
  const wrong = memberships.flatMap((membership) => {
    const duties = dutiesOf(signed.get(personOf(membership)) ?? [], [membership], today);
    return isSame(duties, laid.get(membership.id) ?? []) ? [] : [{ id: membership.id, duties }];
  });
  return {
    membershipIds: wrong.map(({ id }) => id),
    duties: wrong.flatMap(({ duties }) => duties),
  };
}

/** Rows that name one of some others, which have an id. */
async function rowsOf<Row extends object>(
  manager: EntityManager,
  entity: new () => Row,
  column: keyof Row & string,
  others: readonly { readonly id: string }[],
): Promise<Row[]> {
  if (others.length === 0) return [];
  const ids = others.map(({ id }) => id);
  return selectRows(manager, entity, `WHERE \`${column}\` IN (${placeholders(ids)})`, ids);
}

const isSame = (one: readonly FollowUpDuty[], other: readonly FollowUpDuty[]) =>
  one.length === other.length && textsOf(one).join() === textsOf(other).join();

const textsOf = (duties: readonly FollowUpDuty[]) =>
  duties
    .map(({ contractId, register, institutionId, teamId, start, end, nextDueOn }) =>
      JSON.stringify([contractId, register, institutionId, teamId, start, end, nextDueOn]),
    )
    .sort();
