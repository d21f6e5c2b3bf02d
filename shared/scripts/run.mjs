// Runs a program of the product after bringing the clone up to date:
//   node shared/scripts/run.mjs gateway/dist/demo.js --patients 100
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, checkNode, install, root } from './prepare.mjs';

const [program = ''] = process.argv.splice(2, 1);
checkNode();
install();
build();
createRequire(import.meta.url)(join(root, program));
