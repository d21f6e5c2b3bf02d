import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a report the viewer may not see and for an id that is none: it tells nothing. */
export class ReportForbidden extends DomainError {
  constructor(reportId: string) {
    const next =
      'Open the record of its patient first: by an encounter, or in an emergency by breakGlass.';
    super('FORBIDDEN', `No basis to open report ${shownId(reportId)}. ${next}`, {
      reportId: shownId(reportId),
    });
  }
}

/** Two versions of one report came at the same moment, and neither the lock nor the retries parted them. */
export class PostedAtOnce extends DomainError {
  constructor(sourceId: string) {
    super('CONFLICT', `Report ${sourceId} is being posted by another call. Send it again.`, {
      sourceId,
    });
  }
}
