import type { Entry } from '@lianyi/shared/config/data-file';
import { choices, wholeNumber } from '../rules/rule-entries';
import { AgreementKind } from './agreement.entity';

export interface AgreementRules {
  /** Kinds that are made for a time. */
  readonly limited: readonly AgreementKind[];
  /** Days before its last one from which on an agreement counts as expiring. */
  readonly expiringDays: number;
}

/** What a file a county edits says of agreements. */
export const readAgreementRules = (entry: Entry): AgreementRules => ({
  limited: choices(entry, 'limited', Object.values(AgreementKind)),
  expiringDays: wholeNumber(entry, 'expiringDays', 1),
});
