import { DomainError } from '@lianyi/shared/errors/domain-error';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { DiagnosticRequestStatus } from './diagnosis-words';

/** The same for a request the viewer may not see and for an id that is none: it tells nothing. */
export class DiagnosticRequestForbidden extends DomainError {
  constructor(requestId: string) {
    const id = shownId(requestId);
    super('FORBIDDEN', `No diagnostic request ${id} is open to this institution.`, {
      requestId: id,
    });
  }
}

/** Another person of the centre reads it at the moment. */
export class AlreadyClaimed extends DomainError {
  constructor(requestId: string, holder: string, until: Date) {
    super(
      'CONFLICT',
      `Diagnostic request ${requestId} is claimed by ${holder} until ${formatInstant(until)}. Take another one, or come back then.`,
      { requestId, until: formatInstant(until) },
    );
  }
}

/** It is over: whoever comes now is too late. */
export class RequestEnded extends DomainError {
  constructor(requestId: string, status: DiagnosticRequestStatus) {
    super('CONFLICT', `Diagnostic request ${requestId} is ${status}: nothing more can be done.`, {
      requestId,
      status,
    });
  }
}

/** Each request is answered by one report. */
export class AlreadyReported extends DomainError {
  constructor(requestId: string, reportId: string) {
    super(
      'CONFLICT',
      `Diagnostic request ${requestId} is answered by report ${reportId}. Amend that report.`,
      { requestId, reportId },
    );
  }
}

/** The sender used this id for another exam. */
export class RequestDiffers extends DomainError {
  constructor(sourceId: string, requestId: string) {
    super(
      'CONFLICT',
      `sourceId ${sourceId} is request ${requestId}, which asks for something else. Cancel that one, or send this under an id of its own.`,
      { sourceId, requestId },
    );
  }
}
