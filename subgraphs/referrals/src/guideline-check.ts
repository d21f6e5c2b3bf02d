import 'reflect-metadata';
import { checkFiles } from './guideline/check-files';

const { code, lines } = checkFiles(process.argv.slice(2));
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = code;
