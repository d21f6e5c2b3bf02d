import { resolve } from 'node:path';
import { type Entry, readDataFile } from '../config/data-file';

/** A variable each connection sets for itself. */
export interface SessionSetting {
  readonly variable: string;
  readonly value: string;
  /** Known only to the nodes of a Galera cluster. */
  readonly cluster: boolean;
}

/** A variable of the server that no connection can set for itself. */
export interface NeededSetting {
  readonly variable: string;
  /** The values that are safe; null where the number counts. */
  readonly oneOf: readonly string[] | null;
  readonly least: number | null;
  /** It counts where this variable is on; null: always. */
  readonly whereOn: string | null;
  readonly why: string;
}

/** How a MySQL-compatible server is used, and what it must be set to; values a county edits. */
export interface ServerRules {
  /** Connections each subgraph of a process keeps at most. */
  readonly connections: number;
  /** How long a request waits for one of them, and how many may wait. */
  readonly waitMilliseconds: number;
  readonly mostWaiting: number;
  readonly connectMilliseconds: number;
  /** How often a transaction is run that the server rolled back. */
  readonly attempts: number;
  /** The longest pause before the second attempt; each further one doubles it, up to the longest. */
  readonly firstPauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
  readonly session: readonly SessionSetting[];
  readonly needed: readonly NeededSetting[];
}

const numbers = [
  ...(['connections', 'waitMilliseconds', 'mostWaiting', 'connectMilliseconds'] as const),
  ...(['attempts', 'firstPauseMilliseconds', 'longestPauseMilliseconds'] as const),
];

const standardFile = resolve(__dirname, '../../data/mysql-server.json');

/** The file a county edits. Throws DataFileError with its first fault. */
export function readServerRules(path: string = standardFile): ServerRules {
  const { body } = readDataFile(path);
  const read = numbers.map((name) => [name, wholeNumber(body, name)] as const);
  return {
    // Every number of the interface stands in `numbers`.
    ...(Object.fromEntries(read) as Record<(typeof numbers)[number], number>),
    session: body.entries('session', 'variable').map((entry) => ({
      variable: variableOf(entry, 'variable'),
      value: entry.text('value'),
      cluster: entry.flag('cluster'),
    })),
    needed: body.entries('needed', 'variable').map(readNeeded),
  };
}

function readNeeded(entry: Entry): NeededSetting {
  const oneOf = entry.has('oneOf') ? entry.texts('oneOf') : null;
  const least = entry.optionalNumber('least');
  if ((oneOf === null) === (least === null)) throw entry.fail('it needs either oneOf or least');
  const whereOn = entry.has('whereOn') ? variableOf(entry, 'whereOn') : null;
  return {
    variable: variableOf(entry, 'variable'),
    ...{ oneOf, least, whereOn },
    why: entry.text('why'),
  };
}

function wholeNumber(body: Entry, name: string) {
  const value = body.number(name);
  if (!Number.isInteger(value) || value < 1)
    throw body.fail(`${name} must be a whole number above 0`);
  return value;
}

/** It becomes part of a statement. */
function variableOf(entry: Entry, field: string) {
  const name = entry.text(field);
  if (!/^[a-z_]+$/.test(name)) throw entry.fail(`${field} must be the name of a variable`);
  return name;
}
