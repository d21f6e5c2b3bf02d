import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** A batch of a drug at an institution. */
export interface BatchKey {
  readonly institutionId: string;
  readonly drugCode: string;
  readonly number: string;
}

/** Fewer units lie there than were to leave; a batch that never lay there has none. */
export class StockShort extends DomainError {
  constructor({ institutionId, drugCode }: BatchKey, left: number) {
    super(
      'CONFLICT',
      `Of this batch of ${shownId(drugCode)} there are ${left} at ${institutionId}. Take fewer, or another batch.`,
      { drugCode: shownId(drugCode), institutionId, left },
    );
  }
}

/** More units than a shelf of the rules holds. */
export class StockFull extends DomainError {
  constructor({ institutionId, drugCode }: BatchKey, mostUnits: number) {
    super(
      'CONFLICT',
      `A batch of ${shownId(drugCode)} at ${institutionId} would have more than ${mostUnits} units. Check the quantity.`,
      { drugCode: shownId(drugCode), institutionId, mostUnits },
    );
  }
}

/** The same number of a batch with another expiry: one of the two was read wrong. */
export class BatchDiffers extends DomainError {
  constructor(expiresOn: string) {
    super(
      'CONFLICT',
      `A batch of this number expires on ${expiresOn}. Read the package again; another batch has another number.`,
      { expiresOn },
    );
  }
}

/** Less is on its way from there than is to be received. */
export class NotInTransit extends DomainError {
  constructor(fromInstitutionId: string, left: number) {
    super(
      'CONFLICT',
      `Of this batch ${left} are on their way from ${shownId(fromInstitutionId)}. Receive what came; the sender sends the rest by sendStock.`,
      { fromInstitutionId: shownId(fromInstitutionId), left },
    );
  }
}

/** The key stands for something else already. */
export class RequestDiffers extends DomainError {
  constructor() {
    super(
      'CONFLICT',
      'idempotencyKey: was used here with other content. Send what is new with a new key.',
      { field: 'idempotencyKey' },
    );
  }
}

/** What the community shares is its members'. */
export class OutsideCommunity extends DomainError {
  constructor(institutionId: string) {
    super(
      'FORBIDDEN',
      `Institution ${institutionId} belongs to no medical community, whose members share their stock.`,
      { institutionId },
    );
  }
}
