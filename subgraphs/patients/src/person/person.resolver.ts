import { connectionOf } from '@lianyi/shared/graphql/page';
import { Arg, Authorized, Ctx, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { CandidateStatus } from '../registration/duplicate-candidate.entity';
import { listCandidates } from '../registration/duplicate-candidate.service';
import { DuplicateCandidate } from '../registration/duplicate-candidate.view';
import { dismissDuplicate, mergePatients } from './merge.service';
import { showDecided, showDecidedCandidate } from './show-decided.service';
import { unmergePatient } from './unmerge.service';

@ObjectType()
export class DuplicateCandidateConnection extends connectionOf(DuplicateCandidate) {}

@Resolver()
export class PersonResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'QUALITY_MANAGER')
  @Query(() => DuplicateCandidateConnection, {
    nullable: true,
    description:
      'Records that may be one person, newest first: those of which the viewer’s institution holds one, for the quality manager of the leading institution all.',
  })
  duplicateCandidates(
    @Arg('status', () => CandidateStatus, { nullable: true }) status: CandidateStatus | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return listCandidates(context, { status, first, after });
  }

  // Any role may ask: a decision that is refused is recorded with its patients.
  @Authorized()
  @Mutation(() => Patient, {
    description:
      'Decides that both records of a candidate are one person; yields the record that stands for her. Histories read as one from either id. unmergePatient takes it back.',
  })
  async mergePatients(
    @Arg('candidateId', () => ID) candidateId: string,
    @Ctx() context: PatientsContext,
  ) {
    return showDecided(context, await mergePatients(context, candidateId));
  }

  @Authorized()
  @Mutation(() => Patient, {
    description:
      'Takes a merge back: that of this record into another, or where others were merged into it the last of those. Each record is then what it was, with what was posted to it in between.',
  })
  async unmergePatient(
    @Arg('patientId', () => ID) patientId: string,
    @Ctx() context: PatientsContext,
  ) {
    await unmergePatient(context, patientId);
    return showDecided(context, patientId);
  }

  @Authorized()
  @Mutation(() => DuplicateCandidate, {
    description: 'Decides that the records of a candidate are two people.',
  })
  async dismissDuplicate(
    @Arg('candidateId', () => ID) candidateId: string,
    @Ctx() context: PatientsContext,
  ) {
    return showDecidedCandidate(context, await dismissDuplicate(context, candidateId));
  }
}
