import type { EntityManager } from 'typeorm';
import type { PatientsContext } from '../context';
import type { KnownNumber } from '../identifier/normalize-identifier';
import type { SealedWriter } from '../keys/key-state';
import {
  type Decision,
  decideMatch,
  isDescribedBy,
  type WeighedCandidate,
  weighAll,
} from '../matching/decide-match';
import type { PatientRow } from '../patient/patient.entity';
import type { Asked } from './assess-numbers';
import { findResembling, loadKnown } from './find-resembling';
import { lockGates } from './lock-gates';
import { blocksOf } from './person-blocks';
import type { Person } from './read-person';

type Weighing = Pick<PatientsContext, 'matching'> & { readonly cipher: SealedWriter };
interface Unmatched extends Asked {
  readonly person: Person;
}

/**
 * Whom somebody may be whom no number names, among those of her blocks. Who registers her at
 * the same moment waits until this transaction has ended. Contested numbers are another's.
 */
export async function weighResembling(
  { cipher, matching }: Weighing,
  manager: EntityManager,
  { person, numbers }: Unmatched,
  contested: readonly KnownNumber[],
): Promise<Decision> {
  const blocks = blocksOf(cipher, person, numbers);
  await lockGates(manager, [...blocks.keys, blocks.phoneIndex ?? ''].filter(Boolean));
  const { ids, commonPhone } = await findResembling(manager, blocks, matching);
  const known = await loadKnown(manager, cipher, ids);
  const phone = commonPhone ? null : person.phone;
  return decideMatch({ ...person, numbers, phone }, known, matching, contested);
}

/** Whether somebody other than the holder of her numbers is known by her very name and the rest. */
export async function hasRival(
  { cipher, matching }: Weighing,
  manager: EntityManager,
  { person }: Asked,
  holder: PatientRow,
): Promise<boolean> {
  if (person === null) return false;
  const { ids } = await findResembling(manager, blocksOf(cipher, person, []), matching);
  const known = await loadKnown(manager, cipher, ids);
  const others = known.filter(({ personId }) => personId !== holder.personId);
  return isDescribedBy({ ...person, numbers: [] }, others);
}

/** Further holders of somebody's numbers: each is a candidate, however little else agrees. */
export async function weighHolders(
  { cipher, matching }: Weighing,
  manager: EntityManager,
  { person, numbers }: Asked,
  holders: readonly string[],
): Promise<readonly WeighedCandidate[]> {
  if (person === null)
    return holders.map((id) => ({ id, score: matching.sameNumber, evidence: [] }));
  const known = await loadKnown(manager, cipher, holders);
  return weighAll({ ...person, numbers }, known, matching);
}
