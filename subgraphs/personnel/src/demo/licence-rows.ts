import { laterDay, yearsLater } from '@lianyi/shared/time/calendar-day';
import { Licence, LicenceCategory, LicenceKind } from '../licence/licence.entity';
import type { LicenceCipher } from '../licence/licence-numbers';
import {
  type Practitioner,
  PractitionerCategory,
  TitleLevel,
} from '../practitioner/practitioner.entity';

type Holder = Pick<Practitioner, 'category' | 'employerId' | 'id' | 'titleLevel'>;

const kinds: Readonly<Partial<Record<PractitionerCategory, LicenceKind>>> = {
  [PractitionerCategory.PHYSICIAN]: LicenceKind.PHYSICIAN,
  [PractitionerCategory.VILLAGE_DOCTOR]: LicenceKind.VILLAGE_DOCTOR,
  [PractitionerCategory.NURSE]: LicenceKind.NURSE,
  [PractitionerCategory.PHARMACIST]: LicenceKind.PHARMACIST,
  [PractitionerCategory.TECHNICIAN]: LicenceKind.TECHNICIAN,
};

const kindOf = ({ category, titleLevel }: Holder) =>
  category === PractitionerCategory.PHYSICIAN && titleLevel === TitleLevel.ASSISTANT
    ? LicenceKind.ASSISTANT_PHYSICIAN
    : kinds[category];

/** A licence of everybody who needs one, with invented numbers; some village doctors’ end soon. */
export function demoLicences(
  people: readonly Holder[],
  today: string,
  cipher: LicenceCipher,
): Licence[] {
  return people.flatMap((person, index) => {
    const kind = kindOf(person);
    if (!kind) return [];
    const issuedOn = laterDay(today, -30 - ((index * 97) % 1700));
    const isPhysician = person.category === PractitionerCategory.PHYSICIAN;
    return Object.assign(new Licence(), {
      id: `licence-${index + 1}`,
      ...{ practitionerId: person.id, kind },
      ...cipher.seal(kind, `999${String(index + 1).padStart(12, '0')}`),
      ...{ category: isPhysician ? LicenceCategory.CLINICAL : null, scope: null, issuedOn },
      expiresOn: kind === LicenceKind.VILLAGE_DOCTOR ? yearsLater(issuedOn, 5) : null,
      ...{ placeIds: [person.employerId], endedOn: null, endReason: null },
    } satisfies Licence);
  });
}
