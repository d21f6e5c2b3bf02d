import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { fit } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { bothUnderContract } from '../contract/contract-period';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import type { PatientRow } from '../patient/patient.entity';
import { CandidateStatus, DuplicateCandidateRow } from '../registration/duplicate-candidate.entity';
import { chooseStanding } from './choose-standing';
import { admitDecider, type DuplicateAction, stepEvents } from './decide-duplicates';
import {
  AlreadyOnePerson,
  CandidateDecided,
  CandidateNotFound,
  TwoContracts,
} from './merge.errors';
import { join, recordsById, takeTurn } from './patient-graph';
import { PatientMerge } from './patient-merge.entity';
import { tellMerge } from './tell-merge.service';

/**
 * Decides that both records of a candidate are one person. No row of a record is rewritten but
 * which person it belongs to; from then on every part reads by all records of her. Yields the
 * record that stands for her. Decision, merge and events are one commit; of decisions at once
 * one succeeds. Refuses with NOT_FOUND, FORBIDDEN, or CONFLICT where it is decided already or both
 * are under contract with a family-doctor team.
 */
export async function mergePatients(
  context: PatientsContext,
  candidateId: string,
): Promise<string> {
  const { chain, database, identity, newId, now, viewer } = context;
  const { candidate, sides, grounds } = await admitTo(context, candidateId, 'MERGE_PATIENTS');
  return database.transaction(async (manager) => {
    await takeTurn(manager);
    const [merged, into] = await personsToJoin(manager, candidate);
    const day = shanghaiDay(now());
    if (await bothUnderContract(manager, [merged.id, into.id], day))
      throw new TwoContracts(candidateId);
    const merge = {
      id: newId(),
      ...{ candidateId, patientId: merged.id, intoId: into.id, mergedAt: now() },
      ...{ mergedBy: fit(viewer.subject, 200), mergedAtInstitutionId: viewer.institutionId },
    };
    await close(context, manager, candidateId, CandidateStatus.MERGED, merge.id);
    await join(manager, merged.id, into.id);
    await manager.insert(PatientMerge, merge);
    await settleOthers(context, manager, into.id, merge.id);
    await layDuties(manager, [into.id], day);
    await tellMerge(manager, context, 'patients.patient.merged', merge);
    const reason = `${merged.id} into ${into.id}`;
    const facts = { action: 'MERGE_PATIENTS', reason } as const;
    await chain.appendWithin(manager, stepEvents({ identity, now }, sides, grounds, facts));
    return into.id;
  });
}

/** Decides that the records of a candidate are two people. Refuses as `mergePatients` does. */
export async function dismissDuplicate(
  context: PatientsContext,
  candidateId: string,
): Promise<DuplicateCandidateRow> {
  const { chain, database } = context;
  const { sides, grounds } = await admitTo(context, candidateId, 'DISMISS_DUPLICATE');
  return database.transaction(async (manager) => {
    await close(context, manager, candidateId, CandidateStatus.DISMISSED, null);
    const reason = `candidate ${candidateId}`;
    const facts = { action: 'DISMISS_DUPLICATE', reason } as const;
    await chain.appendWithin(manager, stepEvents(context, sides, grounds, facts));
    return decided(manager, candidateId);
  });
}

/** The candidate, where the viewer may decide on it; to a role that may not, it need not exist. */
async function admitTo(context: PatientsContext, candidateId: string, action: DuplicateAction) {
  const found = await findCandidate(context, candidateId);
  const sides = found ? [found.patientId, found.otherId] : [];
  const refusal = new CandidateNotFound(candidateId);
  const grounds = await admitDecider(context, sides, action, refusal);
  if (!found) throw refusal;
  return { candidate: found, sides, grounds };
}

async function findCandidate(
  { manager }: Pick<PatientsContext, 'manager'>,
  candidateId: string,
): Promise<DuplicateCandidateRow | undefined> {
  const [found] = await selectRows(manager, DuplicateCandidateRow, 'WHERE `id` = ?', [candidateId]);
  return found;
}

/** The conditional update that settles which of several decisions counts. */
async function close(
  { now, viewer }: PatientsContext,
  manager: EntityManager,
  id: string,
  status: CandidateStatus,
  mergeId: string | null,
) {
  const decision = { status, mergeId, decidedAt: now(), decidedBy: fit(viewer.name, 100) };
  const { affected } = await manager.update(
    DuplicateCandidateRow,
    { id, status: CandidateStatus.OPEN },
    decision,
  );
  if (affected === 1) return;
  throw new CandidateDecided(id, (await decided(manager, id)).status);
}

async function decided(manager: EntityManager, candidateId: string) {
  const found = await findCandidate({ manager }, candidateId);
  if (!found) throw new CandidateNotFound(candidateId);
  return found;
}

async function personsToJoin(
  manager: EntityManager,
  { id, status, patientId, otherId }: DuplicateCandidateRow,
): Promise<[merged: PatientRow, into: PatientRow]> {
  const sides = await recordsById(manager, [patientId, otherId]);
  const [one, other] = [sides.get(patientId)?.personId, sides.get(otherId)?.personId];
  if (one === undefined || other === undefined) throw new CandidateNotFound(id);
  if (one === other)
    throw status === CandidateStatus.OPEN
      ? new AlreadyOnePerson(id)
      : new CandidateDecided(id, status);
  const persons = await recordsById(manager, [one, other]);
  return chooseStanding(manager, [...persons.values()]);
}

/** Other open candidates whose sides have become one person by this merge need no decision any more. */
async function settleOthers(
  { now, viewer }: PatientsContext,
  manager: EntityManager,
  personId: string,
  mergeId: string,
) {
  const inPerson = 'IN (SELECT `id` FROM `patient` WHERE `personId` = ?)';
  const tail = `WHERE \`status\` = ? AND \`patientId\` ${inPerson} AND \`otherId\` ${inPerson}`;
  const settled = await selectRows(manager, DuplicateCandidateRow, tail, [
    ...[CandidateStatus.OPEN, personId, personId],
  ]);
  for (const { id } of settled)
    await manager.update(
      DuplicateCandidateRow,
      { id, status: CandidateStatus.OPEN },
      {
        status: CandidateStatus.MERGED,
        mergeId,
        ...{ decidedAt: now(), decidedBy: fit(viewer.name, 100) },
      },
    );
}
