import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { SterileSupplyStatus } from './sterile-supply.entity';

/** The same for what is another institution's and for an id that is none. */
export class SterileSupplyForbidden extends DomainError {
  constructor(requestId: string) {
    const id = shownId(requestId);
    super('FORBIDDEN', `No sterile-supply request ${id} is open to this institution.`, {
      requestId: id,
    });
  }
}

/** It was delivered or withdrawn before. */
export class SterileSupplyEnded extends DomainError {
  constructor(requestId: string, status: SterileSupplyStatus) {
    super('CONFLICT', `Sterile-supply request ${requestId} is ${status}.`, { requestId, status });
  }
}

/** Nothing of a recalled load leaves the centre. */
export class LoadRecalled extends DomainError {
  constructor(loadNumber: string) {
    super('CONFLICT', `Load ${loadNumber} is recalled: deliver from another one.`, { loadNumber });
  }
}

/** The sender used this id for other packs. */
export class SterileSupplyDiffers extends DomainError {
  constructor(sourceId: string, requestId: string) {
    super(
      'CONFLICT',
      `sourceId ${sourceId} is request ${requestId}, which asks for something else. Send this under an id of its own.`,
      { sourceId, requestId },
    );
  }
}
