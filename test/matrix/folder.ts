import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where files lie in memory: thousands of durable commits need not wait for a disk here. */
const memory = '/dev/shm';

/** A new folder for what is thrown away at the end; where a workshop asks, within its own. */
export const makeFolder = () =>
  mkdtempSync(
    join(process.env.MATRIX_FOLDER ?? (existsSync(memory) ? memory : tmpdir()), 'lianyi-matrix-'),
  );
