import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a value of others, one the viewer may not see, and an id that is none. */
export class CriticalValueForbidden extends DomainError {
  constructor(id: string) {
    const next = 'criticalValues lists those addressed to this institution.';
    super('FORBIDDEN', `No basis to open critical value ${shownId(id)}. ${next}`, {
      criticalValueId: shownId(id),
    });
  }
}

/** The step does not follow from where the value stands. */
export class CriticalValueConflict extends DomainError {
  constructor(id: string, status: string, next: string) {
    super('CONFLICT', `Critical value ${id} is ${status}. ${next}`, {
      criticalValueId: id,
      status,
    });
  }
}

/** The viewer holds no role that is told of what became overdue. */
export class NotOnDuty extends DomainError {
  constructor(roles: readonly string[]) {
    super('FORBIDDEN', `criticalValueEscalations needs one of the roles ${roles.join(', ')}.`);
  }
}
