import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { type ListRead, type ListSource, readList } from '@lianyi/shared/csv/read-list';
import type { DrugListRules } from './drug-list-rules';
import { type DrugLine, readDrugLine } from './read-drug-line';

/** Reads a county's list; every fault goes to `onFault`, and its lines are all or none. */
export const readDrugList = (
  source: ListSource,
  rules: DrugListRules,
  onFault: (fault: CsvFault) => void,
): Promise<ListRead<DrugLine>> =>
  readList(
    source,
    {
      csv: rules.csv,
      read: (row) => readDrugLine(row, rules),
      key: { field: 'code', of: ({ drug }) => drug.code },
      empty: 'the list names no drug',
    },
    onFault,
  );
