import { parseArgs } from 'node:util';
import { readWholes } from '../support/read-whole';

export interface MemorySettings {
  /** Mixed requests after the warm-up. */
  readonly requests: number;
  /** Mixed requests before anything is measured: caches fill, compilers settle. */
  readonly warmUp: number;
  readonly connections: number;
  readonly patients: number;
  readonly topologies: readonly ('one process' | 'apart')[];
}

const options = {
  requests: { type: 'string', default: '100000' },
  'warm-up': { type: 'string', default: '40000' },
  connections: { type: 'string', default: '16' },
  patients: { type: 'string', default: '100' },
  topology: { type: 'string', default: 'both' },
} as const;

/** Reads the flags of `npm run bench:memory`. Throws with one sentence that names the flag. */
export function readSettings(args: readonly string[]): MemorySettings {
  const { values } = parseArgs({ args: [...args], options });
  const whole = readWholes<'requests' | 'warm-up' | 'connections' | 'patients'>(values);
  const topologies = {
    both: ['one process', 'apart'],
    'one-process': ['one process'],
    apart: ['apart'],
  } as const;
  const { topology } = values;
  if (topology !== 'both' && topology !== 'one-process' && topology !== 'apart')
    throw new Error('--topology must be both, one-process or apart.');
  return {
    requests: whole('requests'),
    warmUp: whole('warm-up'),
    ...{ connections: whole('connections'), patients: whole('patients') },
    topologies: topologies[topology],
  };
}
