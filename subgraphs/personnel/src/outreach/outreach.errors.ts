import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { OutreachVisit } from './outreach-visit.entity';

/** The log of somebody else. */
export class NotYourLog extends DomainError {
  constructor() {
    super(
      'FORBIDDEN',
      'A visit is logged by the visitor, or by the personnel manager of the employer or its leading institution.',
      { field: 'practitionerId' },
    );
  }
}

/** The same for a visit to another host and for an id that is none. */
export class NotTheHost extends DomainError {
  constructor(visitId: string) {
    const id = shownId(visitId);
    super('FORBIDDEN', `Visit ${id} is confirmed by the people of its host, at the host.`, {
      visitId: id,
    });
  }
}

/** Nobody bears witness to herself. */
export class VisitorConfirms extends DomainError {
  constructor({ id }: OutreachVisit) {
    super('FORBIDDEN', `Visit ${id} is confirmed by another than the visitor.`, {
      visitId: id,
      field: 'practitionerId',
    });
  }
}

/** A person is at one place at a time. */
export class VisitOverlaps extends DomainError {
  constructor({ id }: OutreachVisit) {
    super('CONFLICT', `Visit ${id} has part of this time. Read the log again.`, {
      visitId: id,
      field: 'startedAt',
    });
  }
}

/** The key stands for another visit already. */
export class VisitDiffers extends DomainError {
  constructor({ id }: OutreachVisit) {
    super(
      'CONFLICT',
      'idempotencyKey: another visit was logged here under it. Log what is new under a new key.',
      { visitId: id, field: 'idempotencyKey' },
    );
  }
}

/** The same for a visit of others and for an id that is none. */
export class NotYourVisit extends DomainError {
  constructor(visitId: string) {
    const id = shownId(visitId);
    super(
      'FORBIDDEN',
      `Visit ${id} is taken back by the visitor, or by who manages her or the host.`,
      { visitId: id },
    );
  }
}

/** It was taken back: it is logged anew, under a new key. */
export class VisitWithdrawn extends DomainError {
  constructor({ id }: OutreachVisit) {
    super('CONFLICT', `Visit ${id} was taken back.`, { visitId: id });
  }
}

/** Somebody else of the host confirmed it first. */
export class VisitConfirmed extends DomainError {
  constructor({ id }: OutreachVisit) {
    super('CONFLICT', `Visit ${id} has been confirmed already.`, { visitId: id });
  }
}
