import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** Contracts are signed by family doctors. */
export class FamilyDoctorNeeded extends DomainError {
  constructor(action: string) {
    super('FORBIDDEN', `${action} needs the role FAMILY_DOCTOR.`, { action });
  }
}

/** The team is not of the viewer's institution, or there is none. */
export class TeamNotFound extends DomainError {
  constructor(teamId: string) {
    const shown = shownId(teamId);
    super('NOT_FOUND', `teamId: this institution has no team ${shown}.`, {
      field: 'teamId',
      teamId: shown,
    });
  }
}

/** No such contract was signed by the viewer's institution. */
export class ContractNotFound extends DomainError {
  constructor(contractId: string) {
    const shown = shownId(contractId);
    super('NOT_FOUND', `This institution has signed no contract ${shown}.`, { contractId: shown });
  }
}

/** A contract in whose days another is in force. */
export interface ContractInTheWay {
  readonly contractId: string;
  /** Null: open-ended. */
  readonly until: string | null;
}

/**
 * Another contract of the resident is in force on a day of the period, or begins after it. Which
 * one is told to those alone who may open the record.
 */
export class ContractOverlaps extends DomainError {
  constructor(patientId: string, other: ContractInTheWay | null) {
    const which = other
      ? `contract ${other.contractId}, until ${other.until ?? 'it is ended'}`
      : '';
    super(
      'CONFLICT',
      `Patient ${shownId(patientId)} has a contract already${which && ` (${which})`}: it must end before another begins.`,
      { patientId: shownId(patientId), ...other },
    );
  }
}

/** The contract was renewed before: what follows it stands already. */
export class ContractRenewed extends DomainError {
  constructor(contractId: string) {
    super('CONFLICT', `Contract ${contractId} has been renewed. End what follows it first.`, {
      contractId,
    });
  }
}

/** The contract was ended before its time. */
export class ContractEnded extends DomainError {
  constructor(contractId: string) {
    super('CONFLICT', `Contract ${contractId} has been ended already.`, { contractId });
  }
}
