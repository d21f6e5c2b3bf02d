import type { LicenceInput } from '../licence/licence.inputs';
import type { Practitioner } from '../practitioner/practitioner.entity';

/** A licence as a list says it; what the list has no column for is not said. */
export type ListedLicence = Pick<LicenceInput, 'category' | 'issuedOn' | 'kind' | 'scope'> & {
  readonly expiresOn?: string | null | undefined;
};

/** The same, as a draft keeps it. */
export interface SealedLicence extends ListedLicence {
  readonly sealedNumber: string;
  readonly numberIndex: string;
}

/** What a list says of a person. */
export interface StaffEntry
  extends Pick<Practitioner, 'category' | 'employerId' | 'id' | 'leftOn' | 'name' | 'titleLevel'> {
  /** Undefined: it says nothing of it; null: there is none. */
  readonly titleCode?: string | null | undefined;
  readonly specialty?: string | null | undefined;
  readonly department?: string | null | undefined;
  /** Null where it says nothing. */
  readonly titleSince: string | null;
  readonly employedSince: string | null;
}
