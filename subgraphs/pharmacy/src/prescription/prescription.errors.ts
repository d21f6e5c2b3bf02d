import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { PrescriptionStatus } from './prescription.entity';

/**
 * The same for a prescription the viewer may not see and for one that is none: it tells nothing.
 * What was asked for is not repeated: a caller can mistake another number for a prescription's.
 */
export class PrescriptionForbidden extends DomainError {
  constructor() {
    const next = 'Open the record of its patient first.';
    super('FORBIDDEN', `No basis to open this prescription. ${next}`);
  }
}

/** The rules found what blocks the sheet: each by its code, in words of the drugs alone. */
export class PrescriptionRefused extends DomainError {
  constructor(findings: readonly { readonly code: string; readonly text: string }[]) {
    const codes = [...new Set(findings.map(({ code }) => code))].join(' ');
    const texts = findings.map(({ code, text }) => `${code} ${text}`).join('; ');
    super('INVALID_INPUT', `items: ${texts}. Change the sheet and issue it again.`, {
      field: 'items',
      findings: codes,
    });
  }
}

/** The key stands for another sheet already. */
export class PrescriptionDiffers extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'idempotencyKey: a prescription with other content was issued here under it. Issue a new one with a new key.',
      { field: 'idempotencyKey' },
    );
  }
}

/** The step does not lead on from where the sheet stands, or somebody was first. */
export class SheetStands extends DomainError {
  constructor(field: string, prescriptionId: string, status: PrescriptionStatus) {
    super(
      'CONFLICT',
      `Prescription ${prescriptionId} is ${status}: ${field} does not lead on from there.`,
      { prescriptionId, status },
    );
  }
}

/** The step is somebody else's. */
export class NotYourSheet extends DomainError {
  constructor(field: string, prescriptionId: string, who: string) {
    super('FORBIDDEN', `${field} is for ${who}.`, { field: 'id', prescriptionId });
  }
}
