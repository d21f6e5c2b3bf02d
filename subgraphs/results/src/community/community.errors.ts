import { DomainError } from '@lianyi/shared/errors/domain-error';

/** Centres serve the members of their community. */
export class OutsideCommunity extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `Institution ${institutionId} belongs to no medical community, whose centres serve its members.`,
      { institutionId },
    );
  }
}
