// Runs a program of the product after bringing the clone up to date:
//   node shared/scripts/run.mjs gateway/dist/demo.js --patients 100
import Module from 'node:module';
import { join } from 'node:path';
import { build, checkNode, install, root } from './prepare.mjs';

const [program = ''] = process.argv.splice(2, 1);
checkNode();
install();
build();
// As the main module, which programs that are also imported look at.
process.argv[1] = join(root, program);
Module.runMain();
