import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for an id that nobody has: a guessed one tells nothing. */
export class CandidateNotFound extends DomainError {
  constructor(candidateId: string) {
    super(
      'NOT_FOUND',
      `There is no candidate ${shownId(candidateId)} that you may decide on. duplicateCandidates lists those you may.`,
      { candidateId: shownId(candidateId) },
    );
  }
}

/** Somebody merged or dismissed it first. */
export class CandidateDecided extends DomainError {
  constructor(candidateId: string, status: string) {
    super(
      'CONFLICT',
      `Candidate ${candidateId} is decided already: ${status}. A merge is taken back by unmergePatient.`,
      { candidateId, status },
    );
  }
}

/** Both records are one person already, by other merges. */
export class AlreadyOnePerson extends DomainError {
  constructor(candidateId: string) {
    super('CONFLICT', `The records of candidate ${candidateId} are one person already.`, {
      candidateId,
    });
  }
}

/** The record was not merged, or was taken apart by somebody first. */
export class NotMerged extends DomainError {
  constructor(patientId: string) {
    super(
      'CONFLICT',
      `The record ${shownId(patientId)} is not merged with another: there is nothing to take back.`,
      { patientId: shownId(patientId) },
    );
  }
}

/** Each side is under contract with a family-doctor team; one person has one contract. */
export class TwoContracts extends DomainError {
  constructor(candidateId: string) {
    super(
      'CONFLICT',
      `Both records of candidate ${candidateId} have a family-doctor contract: end one of them, then merge.`,
      { candidateId },
    );
  }
}
