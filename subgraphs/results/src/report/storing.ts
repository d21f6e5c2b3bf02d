import type { Answering } from '../diagnostic-request/answer-request.service';
import type { HoldTable } from '../mapping/by-local-table.service';
import type { LocalTable } from '../mapping/local-code';
import type { Reporter } from './reporter-right.service';

/** What a checked report is stored by: whose it is, the request it answers, the codes it is read by. */
export interface Storing {
  readonly patientId: string;
  readonly answering: Answering | null;
  readonly reporter: Reporter;
  readonly local: LocalTable;
  readonly hold: HoldTable;
}
