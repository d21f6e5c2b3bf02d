import type { Licence } from '../licence/licence.entity';
import { type Compared, said, same } from './compared';
import type { SealedLicence } from './staff-entry';

/** What a list says of a licence, held against the terms of its number. */
export function compareLicence(
  licence: SealedLicence | null,
  practitionerId: string,
  terms: readonly Licence[],
): Compared<SealedLicence> {
  if (licence === null) return same;
  const stored = terms.find(({ issuedOn }) => issuedOn === licence.issuedOn);
  const isOthers = terms.some((term) => term.practitionerId !== practitionerId);
  if (isOthers || (stored && !isAsStored(licence, stored))) {
    const cause = 'is registered otherwise: check it';
    return { changes: [], faults: [{ field: 'licenceNumber', cause }], step: null };
  }
  if (stored) return same;
  const { expiresOn = null, issuedOn, kind } = licence;
  const after = `${kind} ${issuedOn} ${expiresOn ?? ''}`.trim();
  return { changes: [{ field: 'licence', before: null, after }], faults: [], step: licence };
}

/** Places and an end are not in a list, and stay. */
const isAsStored = ({ category, expiresOn, scope }: SealedLicence, stored: Licence) =>
  said(category, stored.category) === stored.category &&
  said(scope, stored.scope) === stored.scope &&
  said(expiresOn, stored.expiresOn) === stored.expiresOn;
