import type { CsvFault, CsvRow } from '@lianyi/shared/csv/read-csv';
import { checkLicence } from '../licence/licence.inputs';
import type { LicenceRules } from '../licence/licence-rules';
import type { PractitionerCategory } from '../practitioner/practitioner.entity';
import { isCodeOf } from '../practitioner/practitioner-history.inputs';
import { StaffCells } from './staff-cells';
import type { ListedLicence, StaffEntry } from './staff-entry';
import type { StaffField, StaffListRules } from './staff-list-rules';

/** A line of a list, its licence with the number as it stands. */
export interface StaffLine extends Pick<CsvRow<StaffField>, 'line' | 'titles'> {
  readonly entry: StaffEntry;
  readonly licence: (ListedLicence & { readonly number: string }) | null;
}

export interface StaffReading {
  readonly staffListRules: StaffListRules;
  readonly licenceRules: LicenceRules;
  /** Institutions the list may name, by id and by credit code; null: a code several have. */
  readonly places: ReadonlyMap<string, string | null>;
  readonly today: string;
}

/** A line as a person, or everything that is wrong with it by column. */
export function readStaffLine(
  row: CsvRow<StaffField>,
  reading: StaffReading,
): StaffLine | readonly CsvFault[] {
  const cells = new StaffCells(row, reading.staffListRules);
  const category = cells.requiredWord('category');
  const entry = {
    id: idOf(cells),
    ...{ name: cells.text('name', 60), category },
    ...{ ...titleOf(cells, reading.today), specialty: cells.optional('specialty', 60) },
    department: cells.optional('department', 60),
    ...employmentOf(cells, reading),
  };
  const licence = licenceOf(cells, reading, category);
  if (cells.faults.length > 0) return cells.faults;
  // Without a fault nothing that must be there is missing.
  return { line: row.line, titles: row.titles, entry: entry as StaffEntry, licence };
}

/** Stored forever and shown in messages: an identity or phone number is none. */
function idOf(cells: StaffCells): string {
  const id = cells.text('id', 36).normalize('NFKC');
  if (id !== '' && (!/^[A-Za-z0-9_.:-]+$/.test(id) || /\d{11}/.test(id)))
    cells.fail('id', 'must be letters and digits, and no identity or phone number');
  return id;
}

function titleOf(cells: StaffCells, today: string) {
  const titleLevel = cells.requiredWord('titleLevel');
  const titleCode = cells.optional('titleCode', 8);
  if (titleLevel !== null && !isCodeOf(titleLevel, titleCode ?? null))
    cells.fail('titleCode', `is none of ${titleLevel} in GB/T 8561`);
  const titleSince = cells.day('titleSince');
  if (titleSince !== null && titleSince > today)
    cells.fail('titleSince', 'must not lie in the future');
  return { titleLevel, titleCode, titleSince };
}

function employmentOf(cells: StaffCells, { places, today }: StaffReading) {
  const named = cells.text('employer', 36).normalize('NFKC');
  const employerId = places.get(named) ?? places.get(named.toUpperCase());
  if (named !== '' && places.get(named) === null)
    cells.fail('employer', 'is the code of several institutions: name the id');
  else if (named !== '' && employerId == null)
    cells.fail('employer', 'is none whose people are managed here');
  const [employedSince, leftOn] = [cells.day('employedSince'), cells.day('leftOn')];
  if (employedSince !== null && employedSince > today)
    cells.fail('employedSince', 'lies in the future: tell it when it has come');
  if (leftOn !== null && leftOn >= today) cells.fail('leftOn', 'must be over: tell it when it is');
  if (leftOn !== null && employedSince !== null && leftOn < employedSince)
    cells.fail('leftOn', 'must not be before the first day');
  return { employerId: employerId ?? null, employedSince, leftOn };
}

const licenceColumns: Readonly<Record<string, StaffField>> = {
  number: 'licenceNumber',
  scope: 'licenceScope',
  ...{ issuedOn: 'licenceIssuedOn', expiresOn: 'licenceExpiresOn' },
};

function licenceOf(
  cells: StaffCells,
  { licenceRules, today }: StaffReading,
  category: PractitionerCategory | null,
): StaffLine['licence'] {
  const said = {
    kind: cells.word('licenceKind'),
    number: cells.optional('licenceNumber', 30),
    ...{ category: cells.word('licenceCategory'), scope: cells.optional('licenceScope', 100) },
    issuedOn: cells.day('licenceIssuedOn'),
    expiresOn: cells.has('licenceExpiresOn') ? cells.day('licenceExpiresOn') : undefined,
  };
  if (Object.values(said).every((value) => value == null)) return null;
  const number = said.number?.normalize('NFKC').toUpperCase();
  const { issuedOn, kind } = said;
  if (!kind) cells.fail('licenceKind', 'must not be empty where a licence is told');
  if (!number) cells.fail('licenceNumber', 'must not be empty where a licence is told');
  if (!issuedOn) cells.fail('licenceIssuedOn', 'must not be empty where a licence is told');
  if (!kind || !number || !issuedOn) return null;
  const licence = { ...said, kind, number, issuedOn };
  const rule = licenceRules.of(kind);
  const check = () => checkLicence({ ...licence, practitionerId: '' }, rule, today);
  cells.judged(check, (field) => licenceColumns[field] ?? 'licenceKind');
  if (category !== null && !rule.categories.includes(category))
    cells.fail('licenceKind', `is none of a ${category}`);
  return licence;
}
