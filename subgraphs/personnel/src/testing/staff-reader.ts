import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { readList, textSource } from '@lianyi/shared/csv/read-list';
import { readLicenceRules } from '../licence/licence-rules';
import { readStaffLine, type StaffLine } from '../staff-list/read-staff-line';
import { readStaffListRules } from '../staff-list/staff-list-rules';

export const staffListRules = readStaffListRules();
const places = new Map([
  ['county-hospital', 'county-hospital'],
  ['52341799MB00000001', 'county-hospital'],
  ['12341799MB00000009', null],
]);
const reading = { staffListRules, licenceRules: readLicenceRules(), places, today: '2026-06-01' };

/** Reads a list on 1 June 2026, as the county hospital alone: its lines, and what is wrong with them. */
export async function readStaff(content: string | Buffer, limits: object = {}) {
  const faults: CsvFault[] = [];
  async function* bytes() {
    yield Buffer.from(content);
  }
  const source = typeof content === 'string' ? textSource(content) : { bytes: bytes() };
  const { lines } = await readList(
    source,
    {
      csv: { ...staffListRules.csv, ...limits },
      read: (row) => readStaffLine(row, reading),
      key: { field: 'id', of: ({ entry }: StaffLine) => entry.id },
      empty: 'the list names nobody',
    },
    (fault) => faults.push(fault),
  );
  return {
    lines: lines.map(({ entry, licence }) => ({ ...entry, licence })),
    faults: faults.map(({ cause, column, line }) => `${line} ${column}: ${cause}`),
  };
}
