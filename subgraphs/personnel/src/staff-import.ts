import 'reflect-metadata';
import { importStaff } from './import-staff';

const said = { log: console.log, error: console.error };

/** `npm run staff:import`: 0 with the draft's id, 1 with every bad line, 2 where it cannot be read. */
importStaff(process.argv.slice(2), process.env, said).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`The list: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 2;
  },
);
