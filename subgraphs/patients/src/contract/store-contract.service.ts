import { selectRows } from '@lianyi/shared/database/select-rows';
import type { DomainError } from '@lianyi/shared/errors/domain-error';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import type { PatientRow } from '../patient/patient.entity';
import { holdPersonOf } from '../person/hold-person';
import { noteSource } from '../registration/registration-rows';
import {
  ContractEnded,
  type ContractInTheWay,
  ContractOverlaps,
  ContractRenewed,
} from './contract.errors';
import { holdPeriod } from './contract-period';
import { FamilyDoctorContract } from './family-doctor-contract.entity';
import type { ContractTerms } from './read-terms';
import { tellSigned } from './tell-contract.service';

export type NewContract = ContractTerms &
  Pick<FamilyDoctorContract, 'teamId' | 'priorityGroups' | 'renewsId'>;

/**
 * Stores a contract of the viewer's institution, which begins a basis and is an access: contract,
 * basis and event are one commit. The same contract sent again is the one that stands. Refuses
 * with CONFLICT where another binds the person, or what it renews has been renewed.
 */
export async function storeContract(
  context: PatientsContext,
  row: PatientRow,
  given: NewContract,
  action: 'SIGN_CONTRACT' | 'RENEW_CONTRACT',
): Promise<FamilyDoctorContract> {
  const { chain, database, identity, newId, now, viewer } = context;
  const { institutionId } = viewer;
  const patientId = row.id;
  const event = describeEvent(identity, now(), {
    patientId,
    ...{ action, allowed: true, basis: 'FAMILY_DOCTOR_CONTRACT', reason: null },
  });
  const contract = Object.assign(new FamilyDoctorContract(), {
    ...given,
    ...{ id: newId(), patientId, institutionId, signedAt: now() },
    ...{ renewedById: null, endedAt: null, plannedEnd: null, endReason: null },
  });
  try {
    await database.transaction(async (manager) => {
      const { personId } = await holdPersonOf(manager, patientId);
      if (!(await holdPeriod(manager, { id: patientId, personId }, given)))
        throw new ContractOverlaps(patientId, null);
      await markRenewed(manager, contract);
      await manager.insert(FamilyDoctorContract, { ...contract });
      await tellSigned(manager, contract, contract.signedAt);
      await noteSource(manager, { patientId, institutionId, outside: false, since: now() });
      await layDuties(manager, [personId], shanghaiDay(now()));
      await chain.appendWithin(manager, [event]);
    });
    return contract;
  } catch (error) {
    if (!(error instanceof ContractOverlaps)) throw error;
    const standing = await contractsFrom(database.read, row.personId, given.start);
    const same = standing.find((one) => isSame(one, contract));
    if (!same) throw new ContractOverlaps(patientId, await shownConflict(context, row, standing));
    await chain.append([event]);
    return same;
  }
}

/** What is renewed names what follows it; one renewal alone does. */
async function markRenewed(manager: EntityManager, { id, renewsId }: FamilyDoctorContract) {
  if (renewsId === null) return;
  const free = 'id = :renewsId AND renewedById IS NULL AND endedAt IS NULL';
  const { affected } = await manager
    .createQueryBuilder()
    .update(FamilyDoctorContract)
    .set({ renewedById: id })
    .where(free, { renewsId })
    .execute();
  if (affected === 0) throw await refusalOf(manager, renewsId);
}

/** Why a contract can be neither renewed nor ended any more: it was one or the other. */
export async function refusalOf(manager: EntityManager, id: string): Promise<DomainError> {
  const { endedAt } = await manager.findOneByOrFail(FamilyDoctorContract, { id });
  return endedAt === null ? new ContractRenewed(id) : new ContractEnded(id);
}

/** The person's contracts that are in force on a day or begin after it. */
function contractsFrom(read: EntityManager, personId: string, day: string) {
  const tail =
    'WHERE `patientId` IN (SELECT `id` FROM `patient` WHERE `personId` = ?) AND (`end` IS NULL OR (`end` >= ? AND `end` >= `start`)) ORDER BY `start`, `id`';
  return selectRows(read, FamilyDoctorContract, tail, [personId, day]);
}

/** The natural key of a signing: who with whom, for how long, and as what. */
const keyOf = ({ teamId, institutionId, start, end, renewsId, ...rest }: FamilyDoctorContract) =>
  JSON.stringify([teamId, institutionId, start, end, renewsId, rest.priorityGroups]);

const isSame = (one: FamilyDoctorContract, other: FamilyDoctorContract) =>
  keyOf(one) === keyOf(other);

/** What stands in the way, for who may open the record; to everybody else it is not told. */
async function shownConflict(
  context: PatientsContext,
  { id }: PatientRow,
  standing: readonly FamilyDoctorContract[],
): Promise<ContractInTheWay | null> {
  const last = standing.at(-1);
  if (!last) return null;
  try {
    const [weighed] = await weighAccess(context, context.identity, [id]);
    return weighed?.access ? { contractId: last.id, until: last.end } : null;
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}
