import { resolve } from 'node:path';
import { byKey } from '@lianyi/shared/collections/by-key';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { PractitionerCategory } from '../practitioner/practitioner.entity';
import { choices, wholeNumber } from '../rules/rule-entries';
import { type Licence, LicenceKind } from './licence.entity';

export interface LicenceKindRule {
  readonly kind: LicenceKind;
  /** Whom it lets practise. */
  readonly categories: readonly PractitionerCategory[];
  /** Years it is issued for at most; null: without a term. */
  readonly mostYears: number | null;
}

/** What is known of a licence on a day. */
export type LicenceTerm = Pick<Licence, 'endedOn' | 'expiresOn' | 'issuedOn' | 'kind'>;

export interface LicenceRules {
  readonly expiringWithinDays: number;
  of(kind: LicenceKind): LicenceKindRule;
  /**
   * Whether the licences on record let a person of a category practise on a day: one for it is valid; or
   * there is none for it, and none is demanded yet.
   */
  allow(category: PractitionerCategory, licences: readonly LicenceTerm[], day: string): boolean;
}

const standardFile = resolve(__dirname, '../../data/licences.json');

/** The file a county edits (domain facts 5.1). Throws DataFileError. */
export function readLicenceRules(path: string = standardFile): LicenceRules {
  const { body } = readDataFile(path);
  const kinds = byKey(body.entries('kinds', 'kind').map(kindRule), ({ kind }) => kind);
  const of = (kind: LicenceKind) => {
    const rule = kinds.get(kind);
    if (!rule) throw body.fail(`kinds must hold ${kind}`);
    return rule;
  };
  const rules = Object.values(LicenceKind).map(of);
  const demandedFrom =
    body.has('demandedFrom') && body.optionalText('demandedFrom') !== null
      ? body.day('demandedFrom')
      : null;
  return {
    of,
    expiringWithinDays: wholeNumber(body, 'expiringWithinDays', 1),
    allow(category, licences, day) {
      if (!rules.some(({ categories }) => categories.includes(category))) return true;
      const own = licences.filter(({ kind }) => of(kind).categories.includes(category));
      if (own.length === 0) return demandedFrom === null || day < demandedFrom;
      return own.some((licence) => isValid(licence, day));
    },
  };
}

const kindRule = (entry: Entry): LicenceKindRule => ({
  kind: entry.oneOf('kind', Object.values(LicenceKind)),
  categories: choices(entry, 'categories', Object.values(PractitionerCategory)),
  mostYears: entry.optionalNumber('mostYears') === null ? null : wholeNumber(entry, 'mostYears', 1),
});

/** Both its first and its last day count. */
const isValid = ({ endedOn, expiresOn, issuedOn }: LicenceTerm, day: string) =>
  issuedOn <= day &&
  (expiresOn === null || day <= expiresOn) &&
  (endedOn === null || day <= endedOn);
