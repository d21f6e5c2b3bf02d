import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { InstitutionRevenue } from './institution-revenue.entity';

/** Stated already, or corrected since it was read. */
export class RevenueStands extends DomainError {
  constructor({ institutionId, month, version }: InstitutionRevenue) {
    super(
      'CONFLICT',
      `The revenue of ${institutionId} in ${month} is stated: correct it with replaces: ${version}.`,
      { field: 'replaces', institutionId, month, version },
    );
  }
}
