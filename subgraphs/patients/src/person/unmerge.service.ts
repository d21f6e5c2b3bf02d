import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type EntityManager, IsNull } from 'typeorm';
import { fit } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { layDuties } from '../follow-up-duty/lay-duties.service';
import { CandidateStatus, DuplicateCandidateRow } from '../registration/duplicate-candidate.entity';
import { PatientNotFound } from '../registration/registration.errors';
import { admitDecider, stepEvents } from './decide-duplicates';
import { holdPersonOf } from './hold-person';
import { NotMerged } from './merge.errors';
import { part, recordsById, takeTurn } from './patient-graph';
import { PatientMerge } from './patient-merge.entity';
import { tellMerge } from './tell-merge.service';

/**
 * Takes a merge back: that of this record into another, or where others were merged into it the
 * last of those. Each record is then what it was before, with what arrived in between where it
 * was posted; the candidates the merge settled are open again. One commit with its events.
 * Refuses with FORBIDDEN, NOT_FOUND, or CONFLICT where there is nothing to take back.
 */
export async function unmergePatient(context: PatientsContext, patientId: string): Promise<void> {
  const { chain, database, manager } = context;
  const refusal = new PatientNotFound(patientId);
  const grounds = await admitDecider(context, [patientId], 'UNMERGE_PATIENT', refusal);
  if (!(await recordsById(manager, [patientId])).has(patientId)) throw refusal;
  await database.transaction(async (writer) => {
    await takeTurn(writer);
    const merge = await lastMergeOf(writer, patientId);
    if (!merge) throw new NotMerged(patientId);
    await undo(context, writer, merge);
    await tellMerge(writer, context, 'patients.patient.unmerged', merge);
    const reason = `${merge.patientId} out of ${merge.intoId}`;
    const facts = { action: 'UNMERGE_PATIENT', reason } as const;
    const sides = [merge.patientId, merge.intoId];
    await chain.appendWithin(writer, stepEvents(context, sides, grounds, facts));
  });
}

/** The merge in force by which the record went into another; else the last one into it. */
async function lastMergeOf(manager: EntityManager, patientId: string) {
  const find = async (side: 'patientId' | 'intoId') => {
    const tail = `WHERE \`${side}\` = ? AND \`undoneAt\` IS NULL ORDER BY \`mergedAt\` DESC, \`id\` LIMIT 1`;
    const [found] = await selectRows(manager, PatientMerge, tail, [patientId]);
    return found;
  };
  return (await find('patientId')) ?? find('intoId');
}

async function undo(
  { now, viewer }: PatientsContext,
  manager: EntityManager,
  { id, patientId }: PatientMerge,
) {
  const { personId } = await holdPersonOf(manager, patientId);
  const undone = {
    undoneAt: now(),
    undoneBy: fit(viewer.subject, 200),
    undoneAtInstitutionId: viewer.institutionId,
  };
  const { affected } = await manager.update(PatientMerge, { id, undoneAt: IsNull() }, undone);
  if (affected !== 1) throw new NotMerged(patientId);
  await part(manager, patientId, personId);
  await layDuties(manager, [patientId, personId], shanghaiDay(now()));
  const reopened = {
    status: CandidateStatus.OPEN,
    ...{ mergeId: null, decidedAt: null, decidedBy: null },
  };
  await manager.update(DuplicateCandidateRow, { mergeId: id }, reopened);
}
