import { type Compared, changeOf, said, same } from './compared';
import type { StaffEntry } from './staff-entry';
import type { StaffRecord } from './staff-record.loader';

/** A title that begins on a day, or what was not known yet of the one that is held. */
export interface TitleStep {
  readonly does: 'BEGIN' | 'CORRECT' | 'LEARN';
  readonly title: Pick<StaffEntry, 'titleLevel'> & {
    readonly titleCode: string | null;
    readonly titleSince: string | null;
  };
}

/** The code of the list; where it says nothing, the present one as long as the level stays. */
export const codeOf = (
  { titleCode, titleLevel }: Pick<StaffEntry, 'titleCode' | 'titleLevel'>,
  person?: StaffRecord['person'],
): string | null => said(titleCode, person?.titleLevel === titleLevel ? person.titleCode : null);

/** What a list says of a person’s title, held against the history, which is written forward alone. */
export function compareTitle(
  entry: StaffEntry,
  { person, titles }: StaffRecord,
): Compared<TitleStep> {
  const { titleLevel } = entry;
  const [titleCode, titleSince] = [codeOf(entry, person), entry.titleSince ?? person.titleSince];
  const changes = [
    ...changeOf('titleLevel', person.titleLevel, titleLevel),
    ...changeOf('titleCode', person.titleCode, titleCode),
    ...changeOf('titleSince', person.titleSince, titleSince),
  ];
  if (changes.length === 0) return same;
  const step = (does: TitleStep['does']) => ({
    changes,
    faults: [],
    step: { does, title: { titleLevel, titleCode, titleSince } },
  });
  const fault = (cause: string) => ({
    changes: [],
    ...{ faults: [{ field: 'titleSince', cause } as const], step: null },
  });
  const isHeld = titleLevel === person.titleLevel;
  const adds = person.titleCode === null || person.titleCode === titleCode;
  if (isHeld && adds && titles.length === 0) return step('LEARN');
  if (entry.titleSince === null) return fault('a title that changes needs its first day');
  const last = titles.at(-1)?.since ?? person.titleSince ?? '';
  if (isHeld && titleCode === person.titleCode)
    return fault(`the title is held since ${last}: it is on record`);
  if (entry.titleSince < last) return fault(`must not be before ${last}, the last one`);
  return step(entry.titleSince === last ? 'CORRECT' : 'BEGIN');
}
