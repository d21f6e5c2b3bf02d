// The image's entry: runs the part or program that its first argument names, in this very process.
import Module from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const programs = {
  gateway: 'gateway/dist/main.js',
  patients: 'subgraphs/patients/dist/main.js',
  referrals: 'subgraphs/referrals/dist/main.js',
  results: 'subgraphs/results/dist/main.js',
  pharmacy: 'subgraphs/pharmacy/dist/main.js',
  personnel: 'subgraphs/personnel/dist/main.js',
  migrate: 'gateway/dist/migrate.js',
  'keys:rotate': 'gateway/dist/keys-rotate.js',
  'audit:verify': 'subgraphs/patients/dist/audit-verify.js',
  'audit:export': 'subgraphs/patients/dist/audit-export.js',
  'audit:archive': 'subgraphs/patients/dist/audit-archive.js',
  'drugs:import': 'subgraphs/pharmacy/dist/drugs-import.js',
  'staff:import': 'subgraphs/personnel/dist/staff-import.js',
  'stock:verify': 'subgraphs/pharmacy/dist/stock-verify.js',
};

const [name = ''] = process.argv.splice(2, 1);
if (Object.hasOwn(programs, name)) {
  // As the main module, which programs that are also imported look at.
  const root = resolve(fileURLToPath(import.meta.url), '../..');
  process.argv[1] = join(root, programs[name]);
  Module.runMain();
} else {
  console.error(`Which part? One of ${Object.keys(programs).join(', ')}.`);
  process.exitCode = 1;
}
