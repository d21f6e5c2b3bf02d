import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { Licence } from './licence.entity';

/** The same for a licence of others’ people and for an id that is none. */
export class LicenceForbidden extends DomainError {
  constructor(licenceId: string) {
    const id = shownId(licenceId);
    super('FORBIDDEN', `Licence ${id} is none of people you manage.`, { licenceId: id });
  }
}

/** The number is registered, of somebody else or with other days; which, only her managers are told. */
export class LicenceNumberTaken extends DomainError {
  constructor(kind: string) {
    super('CONFLICT', `A licence ${kind} of this number is registered otherwise: check it.`, {
      field: 'number',
    });
  }
}

/** It ended before, on another day. */
export class LicenceEnded extends DomainError {
  constructor({ endedOn, id }: Licence) {
    super('CONFLICT', `Licence ${id} ended on ${endedOn} already.`, {
      licenceId: id,
      ...{ endedOn, field: 'on' },
    });
  }
}
