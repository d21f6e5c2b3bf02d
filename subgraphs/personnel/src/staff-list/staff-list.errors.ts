import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** No such list was read here; what was asked for is not repeated. */
export class StaffListNotFound extends DomainError {
  constructor() {
    super('NOT_FOUND', 'There is no such list. staffLists shows those that were read.');
  }
}

/** What is on record of a person is no longer what the list was compared with. */
export class StaffChanged extends DomainError {
  constructor(practitionerId: string) {
    const id = shownId(practitionerId);
    super(
      'CONFLICT',
      `What is on record of practitioner ${id} has changed since the list was compared with it. Read the list anew, look at the difference and enact that.`,
      { practitionerId: id },
    );
  }
}

/** The key stands for another list already. */
export class StaffListDiffers extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'idempotencyKey: was used here with another list. Send what is new with a new key.',
      { field: 'idempotencyKey' },
    );
  }
}

/** Lists are of the community's members. */
export class OutsideCommunity extends DomainError {
  constructor(institutionId: string) {
    const id = shownId(institutionId);
    super('FORBIDDEN', `Institution ${id} is no member of a county medical community.`, {
      institutionId: id,
    });
  }
}
