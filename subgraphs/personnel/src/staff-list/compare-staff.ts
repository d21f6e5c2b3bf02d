import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { faultOf } from '@lianyi/shared/csv/read-list';
import type { EntityManager } from 'typeorm';
import type { LicenceCipher } from '../licence/licence-numbers';
import { compareEntry } from './compare-entry';
import type { StaffLine } from './read-staff-line';
import type { SealedLicence } from './staff-entry';
import type { StaffListLine } from './staff-list-line.entity';
import { baseOf, readRecords, readTerms } from './staff-record.loader';

/** Lines that are compared and stored by the same statements. */
const linesAtOnce = 500;

/** A list whose lines do not fit what is on record; nothing of it is kept. */
export class LinesDoNotFit extends Error {
  constructor(readonly faults: readonly CsvFault[]) {
    super('Some lines of the list do not fit what is on record.');
  }
}

interface Comparing {
  readonly listId: string;
  readonly managed: ReadonlySet<string>;
  readonly cipher: LicenceCipher;
}

/** What the lines do to the people on record. Throws LinesDoNotFit with every line that cannot be. */
export async function compareStaff(
  manager: EntityManager,
  lines: readonly StaffLine[],
  comparing: Comparing,
): Promise<StaffListLine[]> {
  const faults: CsvFault[] = [];
  const seen = new Map<string, number>();
  const rows: StaffListLine[] = [];
  for (let start = 0; start < lines.length; start += linesAtOnce) {
    const some = lines
      .slice(start, start + linesAtOnce)
      .map((line) => ({ line, licence: sealed(line, comparing.cipher) }));
    for (const { licence, line } of some) {
      const earlier = licence && seen.get(licence.numberIndex);
      if (licence) seen.set(licence.numberIndex, line.line);
      if (earlier) faults.push(faultOf(line, 'licenceNumber', `stands on line ${earlier} already`));
    }
    rows.push(...(await compareSome(manager, some, comparing, faults)));
  }
  if (faults.length > 0) throw new LinesDoNotFit(faults.sort((one, two) => one.line - two.line));
  return rows;
}

function sealed({ licence }: StaffLine, cipher: LicenceCipher): SealedLicence | null {
  if (licence === null) return null;
  const { number, ...open } = licence;
  return { ...open, ...cipher.seal(licence.kind, number) };
}

async function compareSome(
  manager: EntityManager,
  lines: readonly { readonly line: StaffLine; readonly licence: SealedLicence | null }[],
  { listId, managed }: Comparing,
  faults: CsvFault[],
): Promise<StaffListLine[]> {
  const ids = lines.map(({ line }) => line.entry.id);
  const records = await readRecords(manager, ids);
  const terms = await readTerms(
    manager,
    lines.flatMap(({ licence }) => licence ?? []),
  );
  return lines.map(({ licence, line }) => {
    const { entry } = line;
    const record = records.get(entry.id);
    const ground = { managed, record, terms: terms.get(licence?.numberIndex ?? '') ?? [] };
    const difference = compareEntry(entry, licence, ground);
    faults.push(...difference.faults.map(({ cause, field }) => faultOf(line, field, cause)));
    return {
      listId,
      ...{ practitionerId: entry.id, kind: difference.kind, line: line.line },
      ...{ name: entry.name, base: baseOf(record), entry, licence },
      changes: [...difference.changes],
    };
  });
}
