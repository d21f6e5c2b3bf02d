// npm start: installs and builds what is missing, then runs the gateway in this very process.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, checkNode, install, root } from './prepare.mjs';

checkNode();
install();
build();
createRequire(import.meta.url)(join(root, 'gateway/dist/main.js'));
